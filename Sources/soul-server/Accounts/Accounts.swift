import Foundation
import Library

/// Who may sign in, and the tokens that they get.
struct Accounts: Sendable {
  private static let refreshLifetime = 30 * 86_400 as Int64

  private let store: ServerStore
  private let users: [String: ServerUser]
  private let signer: TokenSigner
  private let passwords: PasswordCheck
  /// Seconds.
  private let accessLifetime: Int64

  init(store: ServerStore, users: [ServerUser], signer: TokenSigner, accessLifetime: Int64) {
    self.store = store
    self.users = Dictionary(users.map { ($0.name, $0) }) { $1 }
    self.signer = signer
    self.accessLifetime = accessLifetime
    passwords = PasswordCheck(users: users)
  }

  /// Who an access token is of; `nil` for a token that is not good.
  func user(ofAccessToken token: some StringProtocol) -> ServerUser? {
    guard let claims = signer.claims(of: token, kind: .access, now: Self.now) else { return nil }
    return user(of: claims)
  }

  func signIn(name: String, password: [UInt8], network: ClientNetwork) async throws -> TokenPair {
    switch await passwords.check(name: name, password: password, network: network) {
    case .wait(let delay):
      throw APIError.tooManyAttempts(retryAfter: Int(delay.components.seconds) + 1)
    case .wrong:
      throw APIError.wrongPassword
    case .user(let user):
      let session = try await store.beginSession(of: user.id, until: Self.now + Self.refreshLifetime)
      return pair(user, session: session, number: 1)
    }
  }

  func refresh(_ token: String) async throws -> TokenPair {
    let now = Self.now
    guard let claims = signer.claims(of: token, kind: .refresh, now: now), let user = user(of: claims) else {
      throw APIError.refreshRefused
    }
    let next = try await store.useToken(
      number: claims.number, session: claims.session, user: user.id, now: now,
      until: now + Self.refreshLifetime)
    guard let next else { throw APIError.refreshRefused }
    return pair(user, session: claims.session, number: next)
  }

  private func user(of claims: TokenClaims) -> ServerUser? {
    guard let user = users[claims.user], user.epoch == claims.epoch else { return nil }
    return user
  }

  private func pair(_ user: ServerUser, session: Int64, number: Int64) -> TokenPair {
    let now = Self.now
    var claims = TokenClaims(
      kind: .access, user: user.name, epoch: user.epoch, issuedAt: now, expiresAt: now + accessLifetime)
    let access = signer.token(claims)
    claims.kind = .refresh
    claims.expiresAt = now + Self.refreshLifetime
    claims.session = session
    claims.number = number
    return TokenPair(access: access, refresh: signer.token(claims), lifetime: accessLifetime)
  }

  private static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}
