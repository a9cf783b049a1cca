import HTTP
import Model

/// The dialect of SOUL_API §2: no changes, only sweeps over all tracks.
struct LegacyClient: ServerClient {
  /// Each page costs the server its whole list, so that few are asked for.
  static let pageSize = 10_000
  private static let cursorPrefix = "offset:"

  let session: ServerSession

  func capabilities() async -> ServerCapabilities {
    ServerCapabilities(tellsChanges: false, hasCovers: false)
  }

  func health() async throws(ServerError) {
    try await session.checkHealth()
  }

  func tracks(after cursor: String?) async throws(ServerError) -> ServerTrackPage {
    guard let offset = Self.offset(cursor) else { throw .cursorExpired(server: session.server) }
    let route = ServerRoute.sweep(offset: offset, limit: Self.pageSize)
    let name = "the page from track \(offset) on"
    let body: [UInt8]
    do throws(ServerError) {
      body = try await session.json(route, maximumBody: 32 << 20)
    } catch {
      if case .notFound(let server, let path) = error { throw .unsupported(server: server, path: path) }
      throw error.onPage(name)
    }
    var page = try session.decoded(route, page: name) { () throws(JSONDefect) in
      try ServerTrackPage.read(body)
    }
    let end = offset + page.tracks.count
    page.hasMore = page.total.map { end < $0 } ?? (page.tracks.count >= Self.pageSize)
    guard !page.hasMore || !page.tracks.isEmpty else {
      // To take that for the end would delete all that follows.
      throw .malformed(
        server: session.server, path: route.path, page: name,
        reason: "it is empty, but there are \(page.total ?? 0) tracks")
    }
    page.nextCursor = page.hasMore ? Self.cursorPrefix + "\(end)" : nil
    return page
  }

  func playlists() async throws(ServerError) -> [ServerPlaylist] {
    try await session.playlists()
  }

  func playlist(_ id: String) async throws(ServerError) -> ServerPlaylist {
    try await session.playlist(id)
  }

  func cover(of trackID: String) async throws(ServerError) -> [UInt8]? { nil }

  func stream(of trackID: String) -> any ByteSource {
    RemoteFile(of: trackID, at: session)
  }

  /// - Returns: `nil` for a cursor of another dialect.
  private static func offset(_ cursor: String?) -> Int? {
    guard let cursor else { return 0 }
    guard cursor.hasPrefix(cursorPrefix) else { return nil }
    return Int(cursor.dropFirst(cursorPrefix.count)).flatMap { $0 >= 0 ? $0 : nil }
  }
}

extension ServerRoute {
  static func sweep(offset: Int, limit: Int) -> ServerRoute {
    ServerRoute("api", "tracks", query: [("limit", "\(limit)"), ("offset", "\(offset)")])
  }
}
