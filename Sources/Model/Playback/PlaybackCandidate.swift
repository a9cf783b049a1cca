/// One place that a track can be played from now.
public enum PlaybackCandidate: Hashable, Sendable {
  /// A file of this device: the user's own, or a copy in the cache.
  case file(path: String, source: Source.ID)
  /// A stream from a server.
  case stream(serverFileID: String, source: Source.ID)
  /// An address on the web, which belongs to no source.
  case web(url: String)
}
