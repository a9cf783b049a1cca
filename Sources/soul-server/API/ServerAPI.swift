import Contract
import HTTPTypes
import Hummingbird
import Library
import NIOCore

/// Dialect 1 of SOUL_API.md, `soul`: every route.
struct ServerAPI: Sendable {
  static let pageLimit = 1_000

  let store: ServerStore
  let accounts: Accounts
  let coversDirectory: String

  func responder() -> RouterResponder<ServerContext> {
    let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: UniformErrors())
    router.get("/api/health") { _, _ in
      Response.json("{\"status\":\"ok\",\"version\":\(JSONText.quoted(Contract.version))}")
    }
    router.post("/api/auth/login", use: signIn)
    router.post("/api/auth/refresh", use: refresh)
    let api = router.group("/api").add(middleware: TokenCheck(accounts: accounts))
    api.get("/sync/tracks", use: sync)
    addTracks(to: api)
    addPlaylists(to: api)
    return router.buildResponder()
  }

  private func addTracks(to api: RouterGroup<ServerContext>) {
    api.get("/tracks", use: tracks)
    api.get("/tracks/:id", use: track)
    api.get("/tracks/:id/stream", use: stream)
    api.get("/tracks/:id/download", use: download)
    api.get("/tracks/:id/cover", use: cover)
    api.post("/tracks/:id/plays", use: play)
    api.put("/tracks/:id/rating", use: rate)
    api.put("/tracks/:id/favorite", use: setFavorite)
  }

  private func addPlaylists(to api: RouterGroup<ServerContext>) {
    api.get("/playlists", use: playlists)
    api.post("/playlists", use: addPlaylist)
    api.get("/playlists/:id", use: playlist)
    api.put("/playlists/:id", use: renamePlaylist)
    api.delete("/playlists/:id", use: removePlaylist)
    api.post("/playlists/:id/tracks", use: appendToPlaylist)
    api.put("/playlists/:id/tracks", use: setPlaylistTracks)
    api.delete("/playlists/:id/tracks/:track", use: removeFromPlaylist)
  }
}
