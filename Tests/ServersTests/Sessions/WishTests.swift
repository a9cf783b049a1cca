import HTTP
import Keyring
import Model
import TestKit
import Testing

@testable import Servers

/// Sign-ins, sign-outs and removals that cross each other.
@Suite(.serialized, .timeLimit(.minutes(1))) struct WishTests {
  private static let login = "/api/auth/login"
  private let source = ServersFixture.source
  private let password = Secret(StandInServer.password)

  /// Holds up the first sign-in's answer.
  private func holdFirstLogin(_ fixture: ServersFixture) -> TestGate {
    let gate = TestGate()
    fixture.server.intercept { [server = fixture.server] request in
      guard request.path == Self.login, server.count(Self.login) == 1 else { return nil }
      return server.soundReply(to: request).held(by: gate)
    }
    return gate
  }

  @Test func `Who signs out after somebody has begun to sign in is signed out, and no password is sent`()
    async throws
  {
    let fixture = try await ServersFixture(hasKeyring: true)
    let attempt = try await fixture.directory.beginSignIn(to: source)
    try await fixture.directory.signOut(of: source)

    await #expect(throws: ServerError.cancelled) {
      try await attempt.signIn(password: password, mayPrompt: false)
    }

    #expect(fixture.server.count(Self.login) == 0)
    #expect(try await !fixture.directory.isSignedIn(to: source))
    #expect(try await fixture.storedToken() == nil)
  }

  @Test func `Who begins to sign in before a removal and goes on after it leaves nothing behind`()
    async throws
  {
    let fixture = try await ServersFixture(hasKeyring: true)
    let attempt = try await fixture.directory.beginSignIn(to: source)
    try await fixture.directory.remove(source)

    await #expect(throws: ServerError.noServer(source)) {
      try await attempt.signIn(password: password, mayPrompt: false)
    }

    #expect(try await fixture.storedToken() == nil)
    await #expect(throws: ServerError.noServer(source)) {
      try await fixture.directory.beginSignIn(to: source)
    }
  }

  @Test func `A removal while the password is checked leaves nothing behind`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    let gate = holdFirstLogin(fixture)
    let login = Task { try await fixture.signIn() }
    _ = try await gate.arrivals.event(0)

    try await fixture.directory.remove(source)
    gate.open()

    await #expect(throws: ServerError.noServer(source)) { try await login.value }
    #expect(try await fixture.storedToken() == nil)
  }

  @Test func `Of two sign-ins the last one counts, and the keyring has its token`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    fixture.server.change { $0.rotates = true }
    let gate = holdFirstLogin(fixture)
    let first = Task { try await fixture.signIn() }
    _ = try await gate.arrivals.event(0)

    try await fixture.signInAndStore()
    let stored = try await fixture.storedToken()
    gate.open()

    await #expect(throws: ServerError.cancelled) { try await first.value }
    #expect(try await fixture.storedToken() == stored)
    _ = try await fixture.client.tracks(after: nil)
  }

  @Test func `A later sign-in counts though the earlier one was answered first`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    let first = try await fixture.directory.beginSignIn(to: source)
    let second = try await fixture.directory.beginSignIn(to: source)

    _ = try await first.signIn(password: password, mayPrompt: false)
    _ = try await second.signIn(password: password, mayPrompt: false)

    await fixture.directory.finishStoring()
    #expect(try await fixture.storedToken()?.hasSuffix("canary-refresh-3") == true)
  }

  @Test func `A session that ends by itself does not take a sign-in along that is under way`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    let gate = TestGate()
    fixture.server.intercept { [server = fixture.server] request in
      request.path == Self.login ? server.soundReply(to: request).held(by: gate) : nil
    }
    let login = Task { try await fixture.signIn() }
    _ = try await gate.arrivals.event(0)
    fixture.server.change {
      $0.refusesRefresh = true
      $0.revokeAccess()
    }
    await #expect(throws: ServerError.self) { try await fixture.client.tracks(after: nil) }
    fixture.server.change { $0.refusesRefresh = false }

    gate.open()

    #expect(try await login.value == .soul)
    #expect(try await fixture.directory.isSignedIn(to: source))
    await fixture.directory.finishStoring()
    #expect(try await fixture.storedToken() != nil)
  }

  @Test func `A token that could not be stored is, as soon as it is used after a silent unlock`() async throws
  {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    try await fixture.keyring.lock()
    try await fixture.signIn()
    try await fixture.events.wait(for: .tokensNotStored(.locked))
    try fixture.keyring.unlock()

    _ = try await fixture.client.tracks(after: nil)

    try await fixture.events.wait(for: .tokensStored, times: 2)
  }

  @Test func `A token that could not be stored is before the player ends, after a silent unlock`()
    async throws
  {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.keyring.lock()
    try await fixture.signIn()
    try await fixture.events.wait(for: .tokensNotStored(.locked))
    try fixture.keyring.unlock()

    await fixture.directory.finishStoring()

    #expect(try await fixture.storedToken() != nil)
  }

  @Test func `A removed server's token is deleted by itself when the keyring is unlocked`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    try await fixture.keyring.lock()
    await #expect(throws: KeyringError.locked) { try await fixture.directory.remove(source) }

    try await fixture.unlock()

    try await fixture.events.wait(for: .tokensDeleted)
    #expect(try await fixture.storedToken() == nil)
  }
}
