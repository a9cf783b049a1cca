import HTTP
import Model

extension ServerSession {
  /// Finds out which dialect the server speaks, by what its routes answer (SOUL_API, head).
  func probe() async throws(ServerError) -> Source.Kind {
    let dialects: [(kind: Source.Kind, route: ServerRoute)] = [
      (.soul, .changes(after: nil, limit: 1)), (.soulLegacy, .sweep(offset: 0, limit: 1)),
    ]
    for dialect in dialects where try await answersPage(dialect.route) {
      if kind != dialect.kind {
        kind = dialect.kind
        reports.send(.dialect(kind), of: account.id)
      }
      return kind
    }
    let failure = ServerError.unsupported(server: server, path: ServerRoute.sweep(offset: 0, limit: 1).path)
    noteFailure(failure)
    throw failure
  }

  /// - Throws: only what says nothing about the route.
  private func answersPage(_ route: ServerRoute) async throws(ServerError) -> Bool {
    do throws(ServerError) {
      let body = try await json(route)
      return (try? ServerTrackPage.read(body)) != nil
    } catch {
      switch error {
      case .unsupported, .notFound, .denied, .malformed: return false
      case .failed(_, _, let status) where status < 500: return false
      default: throw error
      }
    }
  }

  /// Asks whether the server is there, signed in or not. Who listens has heard of it by the end.
  func checkHealth() async throws(ServerError) {
    do throws(ServerError) {
      try await askForHealth()
    } catch {
      await reports.deliver()
      throw error
    }
    await reports.deliver()
  }

  private func askForHealth() async throws(ServerError) {
    let request = HTTPRequest.health(at: account.url, trust: account.trust)
    let response = try await reach(.health) { () async throws(HTTPError) in
      try await self.http.send(request)
    }
    do throws(ServerError) {
      _ = try ServerAnswer.body(of: response, to: .health, server: server)
      noteReached()
    } catch {
      noteFailure(error.onFixedRoute)
      throw error.onFixedRoute
    }
  }
}

extension ServerRoute {
  static let health = ServerRoute("api", "health")
}

extension HTTPRequest {
  /// SOUL_API §1: 5 s in all.
  static func health(at url: ServerURL, trust: HTTPTrust) -> HTTPRequest {
    HTTPRequest(
      .get, url.url(ServerRoute.health.segments),
      limits: HTTPLimits(response: .seconds(5), whole: .seconds(5), maximumBody: 64 << 10), trust: trust,
      proxies: url.proxies)
  }
}
