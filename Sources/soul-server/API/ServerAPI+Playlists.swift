import Hummingbird
import Library

extension ServerAPI {
  private static let longestText = 1_000
  private static let longestPlaylist = 100_000

  @Sendable func playlists(_ request: Request, _ context: ServerContext) async throws -> Response {
    .json(try await store.playlists())
  }

  @Sendable func playlist(_ request: Request, _ context: ServerContext) async throws -> Response {
    guard let playlist = try await store.playlist(context.id("id", of: "playlist")) else {
      throw APIError.notFound("playlist")
    }
    return .json(playlist)
  }

  @Sendable func addPlaylist(_ request: Request, _ context: ServerContext) async throws -> Response {
    let (object, body) = try await request.object()
    let description: String?
    switch object["description"] {
    case nil, .null?: description = nil
    case .string(let text)? where text.utf8.count <= Self.longestText: description = text
    default: throw APIError.badRequest("description has to be a text of at most \(Self.longestText) bytes.")
    }
    let operation = ServerOperation.addPlaylist(name: try name(object), description: description)
    return try await perform(operation, request, context, body)
  }

  @Sendable func renamePlaylist(_ request: Request, _ context: ServerContext) async throws -> Response {
    let id = try context.id("id", of: "playlist")
    let (object, body) = try await request.object()
    return try await perform(.renamePlaylist(id, name: try name(object)), request, context, body)
  }

  @Sendable func removePlaylist(_ request: Request, _ context: ServerContext) async throws -> Response {
    try await perform(
      .removePlaylist(try context.id("id", of: "playlist")), request, context, try await request.bytes())
  }

  @Sendable func appendToPlaylist(_ request: Request, _ context: ServerContext) async throws -> Response {
    let id = try context.id("id", of: "playlist")
    let (object, body) = try await request.object()
    guard let track = object["track_id"]?.id else { throw APIError.notFound("track") }
    return try await perform(.appendToPlaylist(id, track: track), request, context, body)
  }

  @Sendable func removeFromPlaylist(_ request: Request, _ context: ServerContext) async throws -> Response {
    let id = try context.id("id", of: "playlist")
    let track = try context.id("track", of: "track")
    return try await perform(
      .removeFromPlaylist(id, track: track), request, context, try await request.bytes())
  }

  @Sendable func setPlaylistTracks(_ request: Request, _ context: ServerContext) async throws -> Response {
    let id = try context.id("id", of: "playlist")
    let (object, body) = try await request.object()
    guard case .array(let values)? = object["track_ids"], values.count <= Self.longestPlaylist else {
      throw APIError.badRequest("track_ids has to be a list of at most \(Self.longestPlaylist) ids.")
    }
    let tracks = values.compactMap(\.id)
    guard tracks.count == values.count else { throw APIError.notFound("track") }
    return try await perform(.setPlaylistTracks(id, tracks: tracks), request, context, body)
  }

  private func name(_ object: JSONObject) throws -> String {
    guard let name = object["name"]?.string, !name.isEmpty, name.utf8.count <= Self.longestText,
      !name.unicodeScalars.contains("\0")
    else { throw APIError.badRequest("name has to be a text of 1 to \(Self.longestText) bytes.") }
    return name
  }
}
