import HTTP
import Model

/// The dialect of SOUL_API §2: no changes, only sweeps over all tracks.
struct LegacyClient: ServerClient {
  /// Each page costs the server its whole list, so that few are asked for.
  static let pageSize = 10_000

  let session: ServerSession

  var server: String { session.server }

  func capabilities() async -> ServerCapabilities {
    ServerCapabilities(tellsChanges: false)
  }

  func health() async throws(ServerError) {
    try await session.checkHealth()
  }

  func tracks(after cursor: String?) async throws(ServerError) -> ServerTrackPage {
    guard let place = Place(cursor) else { throw .cursorExpired(server: session.server) }
    let offset = place.offset
    let route = ServerRoute.sweep(offset: offset, limit: Self.pageSize)
    let name = "the page from track \(offset) on"
    let body: [UInt8]
    do throws(ServerError) {
      body = try await session.json(route, maximumBody: 32 << 20)
    } catch {
      throw error.onFixedRoute.onPage(name)
    }
    var page = try session.decoded(route, page: name) { () throws(JSONDefect) in
      try ServerTrackPage.read(body)
    }
    let end = offset + page.tracks.count
    page.hasMore = page.total.map { end < $0 } ?? (page.tracks.count >= Self.pageSize)
    // What was added or deleted meanwhile has moved the rest: a track that slips through would be taken for deleted.
    guard place.total == nil || place.total == page.total, !page.hasMore || !page.tracks.isEmpty else {
      throw .malformed(
        server: session.server, path: route.path, page: name,
        reason: "the server's tracks have changed while they were read, so that they are read again")
    }
    page.nextCursor = page.hasMore ? Place(offset: end, total: page.total).cursor : nil
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

  /// How far a sweep has come: what its cursor says.
  private struct Place {
    private static let prefix = "offset"

    let offset: Int
    /// How many tracks there were in all on the page before; `nil` where the server does not say.
    let total: Int?

    init(offset: Int, total: Int?) {
      self.offset = offset
      self.total = total
    }

    /// - Returns: `nil` for a cursor of another dialect.
    init?(_ cursor: String?) {
      guard let cursor else {
        self.init(offset: 0, total: nil)
        return
      }
      let parts = cursor.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0] == Self.prefix, let offset = Int(parts[1]), offset >= 0 else {
        return nil
      }
      self.init(offset: offset, total: Int(parts[2]))
    }

    var cursor: String { "\(Self.prefix):\(offset):\(total.map(String.init) ?? "")" }
  }
}

extension ServerRoute {
  static func sweep(offset: Int, limit: Int) -> ServerRoute {
    ServerRoute("api", "tracks", query: [("limit", "\(limit)"), ("offset", "\(offset)")])
  }
}
