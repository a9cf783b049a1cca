import HTTP
import Keyring
import Model

extension ServerSession {
  /// A token that is good for a while: read, refreshed or waited for where that is due.
  func accessToken() async throws(ServerError) -> AccessToken {
    if case .unread = holding { try await load() }
    guard case .tokens(_, let access) = holding else { throw .notSignedIn(server: server) }
    // Not every keyring tells when it is unlocked: whoever uses the token has it looked at again.
    if !isStored { store(mayPrompt: false) }
    if let access, access.isFresh(at: .now) { return access }
    return try await refresh(replacing: access)
  }

  /// Another token than one that the server did not take. However many ask, the server is asked once.
  /// - Parameter used: `nil` where there was none.
  func refresh(replacing used: AccessToken?) async throws(ServerError) -> AccessToken {
    guard case .tokens(let refresh, let access) = holding else { throw .notSignedIn(server: server) }
    if let access, access != used { return access }
    let task = refreshing ?? startRefresh(with: refresh)
    try await task.value.get()
    guard case .tokens(_, let access?) = holding else { throw .notSignedIn(server: server) }
    return access
  }

  /// A task of its own: who waits for it may be cancelled, and then the others still want the token.
  private func startRefresh(with token: Secret) -> Task<Result<Void, ServerError>, Never> {
    let started = generation
    let task = Task { () -> Result<Void, ServerError> in
      let answer: Result<TokenAnswer, ServerError>
      do throws(ServerError) {
        answer = .success(try await self.askForToken(.refresh, ["refresh_token": token.text]))
      } catch {
        answer = .failure(error)
      }
      return await self.finishRefresh(answer, of: token, started: started)
    }
    refreshing = task
    return task
  }

  private func finishRefresh(
    _ answer: Result<TokenAnswer, ServerError>, of token: Secret, started: Int
  ) async -> Result<Void, ServerError> {
    // Whoever has signed in or out meanwhile wants nothing of it.
    guard generation == started else { return .success(()) }
    refreshing = nil
    switch answer {
    case .success(let answer):
      holding = .tokens(refresh: answer.refresh ?? token, access: answer.access)
      if let refresh = answer.refresh, refresh != token {
        isStored = false
        store(mayPrompt: false)
      }
      return .success(())
    case .failure(.signInRefused):
      forget()
      reports.send(.refreshRefused, of: account.id)
      do throws(KeyringError) {
        try await deleteStored()
      } catch {
        reports.send(.tokensNotDeleted(error), of: account.id)
      }
      return .failure(.notSignedIn(server: server))
    case .failure(let error):
      return .failure(error)
    }
  }

  func logIn(_ password: Secret) async throws(ServerError) -> TokenAnswer {
    try await askForToken(.login, ["username": account.username, "password": password.text])
  }

  /// A request of the kind that carries a secret in its body. It goes to this origin alone, and neither its body nor
  /// the text of its answer gets into an error.
  private func askForToken(
    _ route: ServerRoute, _ members: KeyValuePairs<String, String>
  ) async throws(ServerError) -> TokenAnswer {
    let request = HTTPRequest(
      .post, account.url.url(route.segments), headers: [HTTPHeader("Content-Type", "application/json")],
      body: JSONText.object(members),
      // A password is slow to check on purpose, and home servers are slow machines.
      limits: HTTPLimits(response: .seconds(30), whole: .seconds(40), maximumBody: 64 << 10),
      trust: account.trust, proxies: account.url.proxies)
    let response = try await perform(route) { () async throws(HTTPError) in try await self.http.send(request)
    }
    let received = ContinuousClock.now
    if Self.isRefusal(response, isRefresh: route.path == ServerRoute.refresh.path) {
      throw .signInRefused(server: server)
    }
    if response.status == 429, route.path == ServerRoute.login.path {
      throw .tooManySignIns(server: server, retryAfter: ServerAnswer.retryAfter(response))
    }
    let body = try ServerAnswer.body(of: response, to: route, server: server)
    do throws(JSONDefect) {
      return try TokenAnswer(body, received: received)
    } catch {
      throw .malformed(server: server, path: route.path, page: nil, reason: error.reason)
    }
  }

  /// Only the server itself can end a session: a proxy or a hotel's network refuses in HTML, or with no word at all. The
  /// server says why, but for a 401 (SOUL_API, head). Where a password is refused, nothing is lost by believing it.
  private static func isRefusal(_ response: HTTPResponse, isRefresh: Bool) -> Bool {
    guard [400, 401, 403].contains(response.status) else { return false }
    if response.body.isEmpty { return !isRefresh || response.status == 401 }
    return ServerAnswer.isJSON(response)
  }
}

extension ServerRoute {
  static let login = ServerRoute("api", "auth", "login")
  static let refresh = ServerRoute("api", "auth", "refresh")
}
