public import Model

/// What a server told of its tracks, to be written in one transaction together with the cursor that follows it.
/// It is applied in the order of the fields.
public struct SyncBatch: Sendable {
  /// Ids that the server has deleted.
  public var deleted: [String]
  /// New and changed tracks; of several with the same id the last one counts.
  public var tracks: [ServerTrack]
  /// Where the sync goes on after this batch; after the last one it is where the next sync begins.
  public var cursor: String?
  /// Nothing follows.
  public var isLast: Bool
  /// How many tracks the server has in all, where it says so.
  public var total: Int?

  public init(
    deleted: [String] = [], tracks: [ServerTrack] = [], cursor: String? = nil, isLast: Bool, total: Int? = nil
  ) {
    self.deleted = deleted
    self.tracks = tracks
    self.cursor = cursor
    self.isLast = isLast
    self.total = total
  }
}
