import HTTP
import Model

extension ServerSession {
  /// Begins to receive a track's original file.
  /// - Parameter headers: the range that is asked for.
  /// - Returns: an answer that means success and may be audio.
  func openTrack(_ id: String, headers: [HTTPHeader]) async throws(ServerError) -> OpenedTrack {
    let plain = ServerRoute(id)
    guard plain.isSendable else { throw .notFound(server: server, path: plain.path) }
    let before = kind
    do throws(ServerError) {
      return try await openTrack(id, in: before, headers: headers)
    } catch {
      // A track that is gone, or a route: only what the server speaks now can tell the one from the other.
      switch error {
      case .unsupported, .notFound: guard try await probe() != before else { throw error }
      default: throw error
      }
    }
    return try await openTrack(id, in: kind, headers: headers)
  }

  private func openTrack(
    _ id: String, in dialect: Source.Kind, headers: [HTTPHeader]
  ) async throws(ServerError) -> OpenedTrack {
    let query = [(name: "quality", value: "original")]
    let route =
      switch dialect {
      case .soul: ServerRoute("api", "tracks", id, "stream", query: query)
      case .soulLegacy: ServerRoute("api", "stream", id, query: query)
      case .local, .subsonic: throw ServerError.unsupported(server: server, path: "/api/tracks")
      }
    let stream = try await open(route, headers: headers)
    guard (200..<300).contains(stream.status) else {
      throw ServerAnswer.failure(stream, to: route, server: server)
    }
    guard stream.mayBeAudio else { throw .unsupported(server: server, path: route.path) }
    return OpenedTrack(stream: stream, route: route, session: self)
  }

  /// What a transfer's end before its time means, which is told like any other failure.
  func failure(_ error: HTTPError, of route: ServerRoute) -> ServerError {
    let failure = ServerError(error, server: server, path: route.path)
    // A connection that drops may be taken up again; whether it can, the next request tells.
    if case .unreachable(_, .timedOut) = failure { noteFailure(failure) }
    return failure
  }
}
