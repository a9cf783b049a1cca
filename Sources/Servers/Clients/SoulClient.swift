import HTTP
import Model

/// The dialect of SOUL_API §1.
struct SoulClient: ServerClient {
  static let pageSize = 1_000

  let session: ServerSession

  var server: String { session.server }

  func capabilities() async -> ServerCapabilities {
    ServerCapabilities(tellsChanges: true)
  }

  func health() async throws(ServerError) {
    try await session.checkHealth()
  }

  func tracks(after cursor: String?) async throws(ServerError) -> ServerTrackPage {
    let route = ServerRoute.changes(after: cursor, limit: Self.pageSize)
    let page = cursor.map { "the page after the cursor \($0)" } ?? "the first page"
    let body: [UInt8]
    do throws(ServerError) {
      body = try await session.json(route)
    } catch {
      switch error {
      // What is asked is always the same but for the cursor, so that it alone can be wrong.
      case .failed(_, _, 400), .failed(_, _, 410), .failed(_, _, 422):
        throw cursor == nil ? error : .cursorExpired(server: session.server)
      default: throw error.onFixedRoute.onPage(page)
      }
    }
    let answer = try session.decoded(route, page: page) { () throws(JSONDefect) in
      try ServerTrackPage.read(body)
    }
    guard !answer.hasMore || answer.nextCursor != cursor else {
      throw .malformed(
        server: session.server, path: route.path, page: page, reason: "its next page is itself")
    }
    return answer
  }

  func playlists() async throws(ServerError) -> [ServerPlaylist] {
    try await session.playlists()
  }

  func playlist(_ id: String) async throws(ServerError) -> ServerPlaylist {
    try await session.playlist(id)
  }

  func cover(of trackID: String) async throws(ServerError) -> [UInt8]? {
    let route = ServerRoute("api", "tracks", trackID, "cover")
    let limits = HTTPLimits(whole: .seconds(60), maximumBody: 20 << 20)
    let response = try await session.send(route, limits: limits)
    if response.status == 404 { return nil }
    guard response.isSuccess else {
      throw ServerAnswer.failure(response, to: route, server: session.server)
    }
    guard !response.isHTML, !response.mediaType.hasSuffix("json") else {
      throw .unsupported(server: session.server, path: route.path)
    }
    return response.body
  }

  func stream(of trackID: String) -> any ByteSource {
    RemoteFile(of: trackID, at: session)
  }
}

extension ServerRoute {
  static func changes(after cursor: String?, limit: Int) -> ServerRoute {
    let query = (cursor.map { [("cursor", $0)] } ?? []) + [("limit", "\(limit)")]
    return ServerRoute("api", "sync", "tracks", query: query)
  }
}
