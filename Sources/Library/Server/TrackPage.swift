/// A page of a first sync.
public struct TrackPage: Sendable {
  /// A JSON array of `Track` objects.
  public let tracks: [UInt8]
  /// After which number of the log the next page begins.
  public let last: Int64
  public let hasMore: Bool
}
