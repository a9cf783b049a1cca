/// How much music there is.
public struct LibraryTotals: Hashable, Sendable {
  /// All tracks, those that can't be had at the moment included.
  public var tracks: Int
  /// The tracks that can be played now: from this device, the cache, or a server that is online.
  public var available: Int

  public init(tracks: Int, available: Int) {
    self.tracks = tracks
    self.available = available
  }
}
