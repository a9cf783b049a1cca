/// What has changed since a client's last sync, or the first part of it.
public struct TrackChanges: Sendable {
  /// JSON arrays of `Track` objects.
  public let added: [UInt8]
  public let updated: [UInt8]
  public let deleted: [Int64]
  /// Up to which number of the log this page goes.
  public let last: Int64
  public let hasMore: Bool
}
