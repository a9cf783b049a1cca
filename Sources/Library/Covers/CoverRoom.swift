public import Model

/// How much room fetched covers have, and which of them may go for others.
public struct CoverRoom: Hashable, Sendable {
  /// Bytes that fetched covers may take in all.
  public var limit: Int
  /// The cover of this track stays.
  public var keeping: Track.ID?
  /// Covers that were used since then stay (Unix seconds); `nil` where age alone decides.
  public var sparing: Int64?

  public init(limit: Int, keeping: Track.ID?, sparing: Int64? = nil) {
    self.limit = limit
    self.keeping = keeping
    self.sparing = sparing
  }
}
