import Model

/// A server in whatever dialect it speaks now: where a route is missing, the dialect is probed again and, where it is
/// another one, asked in that.
struct DialectClient: ServerClient {
  let session: ServerSession

  var server: String { session.server }

  func capabilities() async -> ServerCapabilities {
    await current()?.capabilities() ?? ServerCapabilities(tellsChanges: false)
  }

  func health() async throws(ServerError) {
    try await session.checkHealth()
  }

  func tracks(after cursor: String?) async throws(ServerError) -> ServerTrackPage {
    try await asking("tracks") { client async throws(ServerError) in try await client.tracks(after: cursor) }
  }

  func playlists() async throws(ServerError) -> [ServerPlaylist] {
    try await asking("playlists") { client async throws(ServerError) in try await client.playlists() }
  }

  func playlist(_ id: String) async throws(ServerError) -> ServerPlaylist {
    try await asking("playlists") { client async throws(ServerError) in try await client.playlist(id) }
  }

  func cover(of trackID: String) async throws(ServerError) -> [UInt8]? {
    try await asking("covers") { client async throws(ServerError) in try await client.cover(of: trackID) }
  }

  func stream(of trackID: String) -> any ByteSource {
    RemoteFile(of: trackID, at: session)
  }

  /// - Returns: `nil` for a dialect that is not spoken here.
  func current() async -> (any ServerClient)? {
    switch await session.kind {
    case .soul: SoulClient(session: session)
    case .soulLegacy: LegacyClient(session: session)
    case .local, .subsonic: nil
    }
  }

  private func asking<Answer>(
    _ what: String, _ ask: (any ServerClient) async throws(ServerError) -> Answer
  ) async throws(ServerError) -> Answer {
    let before = await session.kind
    let missing: ServerError
    if let client = await current() {
      do throws(ServerError) {
        return try await ask(client)
      } catch {
        guard case .unsupported = error else { throw error }
        missing = error
      }
    } else {
      missing = .unsupported(server: session.server, path: "/api/\(what)")
    }
    guard try await session.probe() != before, let client = await current() else { throw missing }
    return try await ask(client)
  }
}
