/// What a sync has changed, in tracks of one source.
public struct SyncOutcome: Hashable, Sendable {
  public var added = 0
  public var updated = 0
  /// What the server told again as it was.
  public var unchanged = 0
  public var deleted = 0

  public init() {}

  public static func += (total: inout Self, part: Self) {
    total.added += part.added
    total.updated += part.updated
    total.unchanged += part.unchanged
    total.deleted += part.deleted
  }

  var isEmpty: Bool { added == 0 && updated == 0 && deleted == 0 }
}
