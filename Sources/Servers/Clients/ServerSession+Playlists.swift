import Logging
import Model

extension ServerSession {
  /// Both Soul dialects have playlists at the same routes.
  func playlists() async throws(ServerError) -> [ServerPlaylist] {
    let route = ServerRoute("api", "playlists")
    let body: [UInt8]
    do throws(ServerError) {
      body = try await json(route)
    } catch {
      throw error.onFixedRoute
    }
    let list = try decoded(route, page: nil) { () throws(JSONDefect) in try ServerPlaylist.readList(body) }
    if list.skipped > 0 {
      logger.warning("\(server)\(route.path): \(list.skipped) playlists without an id are left out")
    }
    return list.playlists
  }

  func playlist(_ id: String) async throws(ServerError) -> ServerPlaylist {
    let route = ServerRoute("api", "playlists", id)
    let body = try await json(route)
    let answer = try decoded(route, page: nil) { () throws(JSONDefect) in try ServerPlaylist.read(body) }
    if answer.skipped > 0 {
      logger.warning("\(server)\(route.path): \(answer.skipped) entries without a track_id are left out")
    }
    return answer.playlist
  }

  /// Says where it was that could not be decoded.
  nonisolated func decoded<Value>(
    _ route: ServerRoute, page: String?, _ decode: () throws(JSONDefect) -> Value
  ) throws(ServerError) -> Value {
    do throws(JSONDefect) {
      return try decode()
    } catch {
      throw .malformed(server: server, path: route.path, page: page, reason: error.reason)
    }
  }
}
