/// What a request is allowed with, and how long.
struct AccessToken: Equatable, Sendable {
  /// A token with less left is refreshed before it is used (SOUL_API §1).
  static let margin = Duration.seconds(60)

  let secret: Secret
  /// On the clock that goes on while the machine sleeps and that nobody sets; `nil` where the server does not say.
  let expiry: ContinuousClock.Instant?

  /// - Parameters:
  ///   - lifetime: what the server said beside the token; used where the token itself says nothing.
  ///   - received: when its answer came.
  init(_ secret: Secret, lifetime: Duration?, received: ContinuousClock.Instant) {
    self.secret = secret
    expiry = (TokenClaims(secret.text)?.lifetime ?? lifetime).map { received + $0 }
  }

  func isFresh(at now: ContinuousClock.Instant) -> Bool {
    expiry.map { now + Self.margin <= $0 } ?? true
  }
}
