/// Whoever plays what has an address on the web, a radio station or a file, gets its bytes here.
public protocol WebStreams: Sendable {
  /// Says at once what will give the bytes; the network is touched by its first `length()` or `read(at:max:)`.
  ///
  /// What has no length is a station: its bytes can only be read on, and a connection that drops is taken up again.
  /// - Parameters:
  ///   - url: `http` or `https`; also that of a playlist (M3U, PLS) which names others.
  ///   - told: called with all that is known so far each time that the station says something of itself, in order.
  func stream(at url: String, told: @escaping @Sendable (StationInfo) -> Void) -> any ByteSource
}
