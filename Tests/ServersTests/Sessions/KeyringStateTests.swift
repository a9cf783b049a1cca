import HTTP
import Keyring
import Model
import TestKit
import Testing

@testable import Servers

/// What a session does while its keyring is locked, absent, or comes late.
@Suite(.serialized, .timeLimit(.minutes(1))) struct KeyringStateTests {
  private let source = ServersFixture.source

  @Test func `Locked is not signed out, and work resumes when it is unlocked`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    try await fixture.keyring.lock()
    let store = KeyringStore(busAddress: fixture.bus.address)
    let directory = ServerDirectory(http: fixture.http, keyring: store)
    await directory.update(try fixture.account())
    let events = EventReader(directory.events)

    await #expect(throws: ServerError.keyring(.locked)) { try await directory.isSignedIn(to: source) }
    await #expect(throws: ServerError.keyring(.locked)) {
      try await directory.client(for: source).tracks(after: nil)
    }

    try fixture.keyring.unlock()
    await store.noteServiceChange()
    #expect(try await events.changes.event(0) == .signedIn(isStored: true))
    _ = try await directory.client(for: source).tracks(after: nil)
  }

  @Test func `A sign-in while it is locked works at once, and is stored when it is unlocked`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    let old = try await fixture.storedToken()
    try await fixture.keyring.lock()

    try await fixture.signIn()

    _ = try await fixture.client.tracks(after: nil)
    try await fixture.events.wait(for: .tokensNotStored(.locked))
    let stored = fixture.events.changes.events.count
    try await fixture.unlock()
    #expect(try await fixture.events.changes.event(stored) == .tokensStored)
    #expect(try await fixture.storedToken() != old)
  }

  @Test func `Without a keyring the session works, says so once, and stores when one comes late`()
    async throws
  {
    let fixture = try await ServersFixture()

    try await fixture.signIn()
    _ = try await fixture.client.tracks(after: nil)
    try await fixture.events.wait(for: .tokensNotStored(.absent))
    await fixture.store.noteServiceChange()

    try await fixture.keyring.startUnlocked()
    await fixture.store.noteServiceChange()
    try await fixture.events.wait(for: .tokensStored)
    #expect(
      fixture.events.changes.events == [
        .signedIn(isStored: false), .tokensNotStored(.absent), .tokensStored,
      ])
    #expect(try await fixture.restarted().isSignedIn(to: source))
  }

  @Test func `A sign-out while it is locked counts at once, and is made up for at the next start`()
    async throws
  {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    try await fixture.keyring.lock()

    await #expect(throws: KeyringError.locked) { try await fixture.directory.signOut(of: source) }

    #expect(try await !fixture.directory.isSignedIn(to: source))
    try fixture.keyring.unlock()
    let directory = try await fixture.restarted(isSignedOut: true)
    #expect(try await !directory.isSignedIn(to: source))
    try await EventReader(directory.events).wait(for: .tokensDeleted)
    #expect(try await fixture.storedToken() == nil)
  }

  @Test func `A deletion that was due is made up for when it is unlocked`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    try await fixture.keyring.lock()
    await #expect(throws: KeyringError.locked) { try await fixture.directory.signOut(of: source) }

    try await fixture.unlock()

    try await fixture.events.wait(for: .tokensDeleted)
    #expect(try await fixture.storedToken() == nil)
  }

  @Test func `A deletion that was due before a start is made up for when it is unlocked`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    try await fixture.keyring.lock()
    let store = KeyringStore(busAddress: fixture.bus.address)
    let directory = ServerDirectory(http: fixture.http, keyring: store)
    await directory.update(try fixture.account(isSignedOut: true))
    await #expect(throws: KeyringError.locked) { try await directory.deleteTokens(of: source) }

    try fixture.keyring.unlock()
    await store.noteServiceChange()

    try await EventReader(directory.events).wait(for: .tokensDeleted)
    #expect(try await fixture.storedToken() == nil)
  }

  @Test func `A deletion that was due takes nothing from who has signed in since`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    try await fixture.keyring.lock()
    await #expect(throws: KeyringError.locked) { try await fixture.directory.signOut(of: source) }
    try fixture.keyring.unlock()
    try await fixture.signIn()

    try await fixture.directory.deleteTokens(of: source)

    _ = try await fixture.client.tracks(after: nil)
    #expect(try await fixture.directory.isSignedIn(to: source))
    try await fixture.events.wait(for: .tokensStored, times: 2)
    #expect(try await fixture.restarted().isSignedIn(to: source))
  }

  @Test func `A refused refresh while it is locked signs out, and says that the deletion is due`()
    async throws
  {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    try await fixture.keyring.lock()
    fixture.server.change {
      $0.refusesRefresh = true
      $0.revokeAccess()
    }

    await #expect(throws: ServerError.notSignedIn(server: fixture.server.url)) {
      try await fixture.client.tracks(after: nil)
    }

    try await fixture.events.wait(for: .tokensNotDeleted(.locked))
  }

  @Test func `A token of a removed server is deleted once that is possible`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    try await fixture.keyring.lock()
    await #expect(throws: KeyringError.locked) { try await fixture.directory.remove(source) }

    try fixture.keyring.unlock()
    try await fixture.directory.deleteTokens(of: source)

    #expect(try await fixture.storedToken() == nil)
  }
}
