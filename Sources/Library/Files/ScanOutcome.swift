/// What a batch has changed, in tracks.
public struct ScanOutcome: Hashable, Sendable {
  public var added = 0
  /// The file at a known path was read again.
  public var updated = 0
  /// A known track's file turned up at another path.
  public var renamed = 0
  /// A known track's unchanged file is there again.
  public var returned = 0
  /// A known track's file is gone. One that turns up elsewhere in the same batch counts as renamed only.
  public var unavailable = 0

  public init() {}
}
