import HTTP
import Model

extension ServerSession {
  /// The JSON that a route answers, where the answer means success.
  /// - Parameter maximumBody: bytes; more is an error.
  func json(_ route: ServerRoute, maximumBody: Int = 16 << 20) async throws(ServerError) -> [UInt8] {
    let limits = HTTPLimits(response: .seconds(60), whole: .seconds(300), maximumBody: maximumBody)
    return try ServerAnswer.body(of: try await send(route, limits: limits), to: route, server: server)
  }

  /// The whole answer of a route, of whatever status but 401.
  func send(_ route: ServerRoute, limits: HTTPLimits) async throws(ServerError) -> HTTPResponse {
    try await authorised(route) { header async throws(HTTPError) in
      try await self.http.send(self.request(route, headers: [header], limits: limits))
    }
  }

  /// The answer of a route, of whatever status but 401, with its body to come.
  func open(_ route: ServerRoute, headers: [HTTPHeader]) async throws(ServerError) -> HTTPStream {
    var limits = HTTPLimits.stream
    // What plays waits behind this: a source that takes longer is given up for the next.
    limits.connect = .seconds(3)
    limits.response = .seconds(5)
    limits.lowSpeed = HTTPLowSpeed(bytes: 1_024, in: .seconds(5))
    return try await authorised(route) { header async throws(HTTPError) in
      try await self.http.open(self.request(route, headers: headers + [header], limits: limits))
    }
  }

  private nonisolated func request(
    _ route: ServerRoute, headers: [HTTPHeader], limits: HTTPLimits
  ) -> HTTPRequest {
    HTTPRequest(
      .get, account.url.url(route.segments, query: route.query), headers: headers, limits: limits,
      trust: account.trust, proxies: account.url.proxies)
  }

  /// Asks with a token, and after a 401 once more with another one. Then it is an error: a server that takes none of
  /// its own tokens is not stormed.
  private func authorised<Answer: AnswerHead>(
    _ route: ServerRoute, _ ask: (HTTPHeader) async throws(HTTPError) -> Answer
  ) async throws(ServerError) -> Answer {
    guard route.isSendable else { throw .notFound(server: server, path: route.path) }
    let token = try await accessToken()
    let first = try await perform(route) { () async throws(HTTPError) in
      try await ask(.bearer(token.secret.text))
    }
    guard first.status == 401 else { return first }
    let other = try await refresh(replacing: token)
    let second = try await perform(route) { () async throws(HTTPError) in
      try await ask(.bearer(other.secret.text))
    }
    guard second.status != 401 else { throw .denied(server: server, path: route.path) }
    return second
  }

  /// Asks, and tells how that went: whether the server is online follows from it.
  func perform<Answer: AnswerHead>(
    _ route: ServerRoute, _ ask: () async throws(HTTPError) -> Answer
  ) async throws(ServerError) -> Answer {
    let answer = try await reach(route, ask)
    noteReach(answer, route)
    return answer
  }

  /// Asks, and tells only where there is no answer.
  func reach<Answer: AnswerHead>(
    _ route: ServerRoute, _ ask: () async throws(HTTPError) -> Answer
  ) async throws(ServerError) -> Answer {
    do throws(HTTPError) {
      return try await ask()
    } catch {
      let failure = ServerError(error, server: server, path: route.path)
      if error.isAboutServer(at: route) {
        noteFailure(failure)
      } else if error != .cancelled {
        // Whoever hears of this may take it for a failure, so that the next answer is news.
        wasReached = nil
      }
      throw failure
    }
  }

  private func noteReach(_ answer: some AnswerHead, _ route: ServerRoute) {
    switch answer.status {
    // What stands before the server says that it does not get there.
    case 502, 504: noteFailure(.failed(server: server, path: route.path, status: answer.status))
    // A page may come from anybody: it says nothing about the server.
    case _ where answer.isHTML: break
    default: noteReached()
    }
  }

  /// Tells only a change: every request ends up here.
  func noteReached() {
    guard wasReached != true else { return }
    wasReached = true
    reports.didReach(account.id)
  }

  func noteFailure(_ failure: ServerError) {
    wasReached = false
    reports.didFailToReach(account.id, reason: failure.message)
  }
}

extension HTTPError {
  /// Whether it says that the server is not there: not what was cancelled, or went wrong before anything was asked; and
  /// an answer that is of no use only where that is what was asked for.
  fileprivate func isAboutServer(at route: ServerRoute) -> Bool {
    switch self {
    case .cancelled, .closed, .failed, .libraryMissing, .invalidURL, .invalidHeader: false
    case .tooLarge, .malformed: route.path == ServerRoute.health.path
    case .unresolved, .refused, .unreachable, .timedOut, .untrusted, .redirected, .interrupted: true
    }
  }
}
