/// One page of a sync: tracks that are new or have changed, ids that are gone, and where the next page begins.
public struct ServerTrackPage: Hashable, Sendable {
  public var tracks: [ServerTrack]
  /// The ids that the server has deleted; always empty in a first sync.
  public var deleted: [String]
  /// Opaque; after the last page it is where the next sync begins. `nil` in dialects that know no changes.
  public var nextCursor: String?
  public var hasMore: Bool
  /// How many tracks there are in all, where the server says so.
  public var total: Int?

  public init(
    tracks: [ServerTrack], deleted: [String] = [], nextCursor: String? = nil, hasMore: Bool, total: Int? = nil
  ) {
    self.tracks = tracks
    self.deleted = deleted
    self.nextCursor = nextCursor
    self.hasMore = hasMore
    self.total = total
  }
}
