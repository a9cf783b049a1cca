import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Library

extension ServerAPI {
  /// A clock may be wrong by an hour or a time zone, not by more.
  private static let future = 86_400 as Int64

  @Sendable func play(_ request: Request, _ context: ServerContext) async throws -> Response {
    let track = try context.id("id", of: "track")
    let (object, body) = try await request.object()
    guard let time = object["played_at"].flatMap(PlayTime.seconds), time >= 0,
      time <= Int64(Date().timeIntervalSince1970) + Self.future
    else { throw APIError.badRequest("played_at has to be a time that has been (RFC 3339 or Unix seconds).") }
    return try await perform(.play(track: track, playedAt: time), request, context, body)
  }

  @Sendable func rate(_ request: Request, _ context: ServerContext) async throws -> Response {
    let track = try context.id("id", of: "track")
    let (object, body) = try await request.object()
    guard let rating = object["rating"]?.number, (0...5).contains(rating) else {
      throw APIError.badRequest("rating has to be a number from 0 to 5.")
    }
    return try await perform(.rate(track: track, stars: rating), request, context, body)
  }

  @Sendable func setFavorite(_ request: Request, _ context: ServerContext) async throws -> Response {
    let track = try context.id("id", of: "track")
    let (object, body) = try await request.object()
    guard case .bool(let favorite)? = object["favorite"] else {
      throw APIError.badRequest("favorite has to be true or false.")
    }
    return try await perform(.setFavorite(track: track, favorite), request, context, body)
  }

  /// Does it once, whoever often the request comes.
  func perform(
    _ operation: ServerOperation, _ request: Request, _ context: ServerContext, _ body: [UInt8]
  ) async throws -> Response {
    switch try await store.perform(operation, key: try key(request, context, body)) {
    case .done: return .success
    case .playlist(let document): return .json(document)
    case .notFound(let what): throw APIError.notFound(what)
    case .keyReused: throw APIError.keyReused
    }
  }

  private func key(
    _ request: Request, _ context: ServerContext, _ body: [UInt8]
  ) throws -> OperationKey? {
    guard let key = request.headers[.idempotencyKey] else { return nil }
    guard let user = context.user, (1...255).contains(key.utf8.count),
      key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw APIError.badRequest("An Idempotency-Key has 1 to 255 characters of ASCII.") }
    let asked = Array("\(request.method) \(request.uri.path)\n".utf8) + body
    return OperationKey(user: user.id, key: key, request: Array(SHA256.hash(data: asked)))
  }
}
