/// Whoever plays tracks that lie on servers gets their bytes here.
public protocol TrackStreams: Sendable {
  /// Says at once what will give the bytes; the network is touched by its first `length()` or `read(at:max:)`.
  ///
  /// The bytes are the server's original file. What fails, fails there: a source that is gone by then, signed out or
  /// not reachable throws on the first read. A connection that only drops is taken up again in here, at the same byte.
  /// - Parameters:
  ///   - serverFileID: what the server calls the track.
  ///   - source: a server's source.
  func stream(of serverFileID: String, from source: Source.ID) -> any ByteSource

  /// Asks servers that are held to be away whether they are back, within 5 s. By the end it is known of each.
  func look(for sources: Set<Source.ID>) async
}
