public import Model

/// What the player asks of a server, whatever its dialect.
///
/// All of it may be called from anywhere, several at a time. What a server answers is decoded, checked and cleaned.
public protocol ServerClient: Sendable {
  /// Its whole address, to be named in errors.
  var server: String { get }

  /// What the server can do; another answer is possible once a route has failed.
  func capabilities() async -> ServerCapabilities

  /// Asks whether the server is there: within 5 s, signed in or not.
  func health() async throws(ServerError)

  /// One page of tracks: of all, or of what has changed, as `cursor` has it.
  /// - Parameter cursor: `nextCursor` of the page before or of the last sync; `nil` begins a full one.
  /// - Throws: `ServerError.cursorExpired` where a full sync is due.
  func tracks(after cursor: String?) async throws(ServerError) -> ServerTrackPage

  /// The list, without tracks.
  func playlists() async throws(ServerError) -> [ServerPlaylist]

  /// One playlist with its tracks.
  /// - Throws: `ServerError.notFound` where it is gone.
  func playlist(_ id: String) async throws(ServerError) -> ServerPlaylist

  /// - Returns: the picture as the server has it, 20 MiB at most, of whatever type; `nil` where there is none.
  func cover(of trackID: String) async throws(ServerError) -> [UInt8]?

  /// The original file. The network is touched by the first read.
  func stream(of trackID: String) -> any ByteSource
}
