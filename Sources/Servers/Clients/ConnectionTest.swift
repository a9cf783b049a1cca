import HTTP

/// Whether something at an address is a server: asked before anything is stored, and without anything that is secret.
struct ConnectionTest {
  /// For both questions together.
  private static let limit = Duration.seconds(5)
  /// For the second one.
  private static let secondLimit = Duration.seconds(2)

  let http: HTTPClient
  let url: ServerURL
  let trust: HTTPTrust

  /// - Throws: `ServerError.wrongScheme` where it is one in the other scheme, which no answer to the first says clearly:
  ///   to plain HTTP a port for TLS says nothing at all, an alert, or 400.
  func run() async throws(ServerError) {
    let began = ContinuousClock.now
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await http.send(.health(at: url, trust: trust))
    } catch {
      if error.isUnlikeScheme { try await checkOtherScheme(since: began) }
      throw ServerError(error, server: url.text, path: ServerRoute.health.path)
    }
    if response.status == 400, url.scheme == .http { try await checkOtherScheme(since: began) }
    do throws(ServerError) {
      _ = try ServerAnswer.body(of: response, to: .health, server: url.text)
    } catch {
      throw error.onFixedRoute
    }
  }

  private func checkOtherScheme(since began: ContinuousClock.Instant) async throws(ServerError) {
    let left = Self.limit - (ContinuousClock.now - began)
    guard left > .zero else { return }
    let other = url.inOtherScheme
    var request = HTTPRequest.health(at: other, trust: trust)
    request.limits.whole = min(left, Self.secondLimit)
    do throws(HTTPError) {
      _ = try await http.send(request)
    } catch {
      guard case .untrusted(_, let failure) = error, failure.isOfCertificate else { return }
    }
    throw .wrongScheme(url, instead: other)
  }
}

extension HTTPError {
  /// Whether it may come of the wrong scheme.
  fileprivate var isUnlikeScheme: Bool {
    switch self {
    case .interrupted, .malformed, .untrusted(_, .unencrypted), .untrusted(_, .other): true
    default: false
    }
  }
}

extension HTTPTrustFailure {
  /// Whether there was a certificate, so that TLS was spoken.
  fileprivate var isOfCertificate: Bool {
    switch self {
    case .selfSigned, .unknownAuthority, .expired, .notYetValid, .wrongHost: true
    case .badAuthorityFile, .unencrypted, .other: false
    }
  }
}
