import HTTP
import Keyring
import Model
import TestKit
import Testing

@testable import Servers

/// Refreshing with a token that the keyring has.
@Suite(.serialized, .timeLimit(.minutes(1))) struct StoredRefreshTests {
  private static let refresh = "/api/auth/refresh"
  private let source = ServersFixture.source
  private let fixture: ServersFixture

  init() async throws {
    fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
  }

  private func ask() async throws {
    _ = try await fixture.client.tracks(after: nil)
  }

  @Test func `After a start the token comes from the keyring, when it is needed`() async throws {
    let directory = try await fixture.restarted()
    let before = fixture.server.requests.events.count
    #expect(try await directory.isSignedIn(to: source))
    #expect(fixture.server.requests.events.count == before)

    _ = try await directory.client(for: source).tracks(after: nil)
    #expect(fixture.server.count(Self.refresh) == 1)
  }

  @Test func `A token that is gone from the keyring is told as signed out`() async throws {
    try await fixture.store.delete(source: source.rawValue, mayPrompt: false)
    let directory = try await fixture.restarted()

    #expect(try await !directory.isSignedIn(to: source))

    try await EventReader(directory.events).wait(for: .signedOut)
  }

  @Test func `Fifty requests after a start cost one refresh`() async throws {
    let client = try await fixture.restarted().client(for: source)

    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 { group.addTask { _ = try await client.tracks(after: nil) } }
      try await group.waitForAll()
    }

    #expect(fixture.server.count(Self.refresh) == 1)
  }

  @Test func `A refused refresh deletes what the keyring has`() async throws {
    fixture.server.change {
      $0.refusesRefresh = true
      $0.revokeAccess()
    }

    await #expect(throws: ServerError.notSignedIn(server: fixture.server.url)) { try await ask() }

    try await fixture.events.wait(for: .tokensDeleted)
    #expect(try await fixture.storedToken() == nil)
    #expect(try await !fixture.restarted().isSignedIn(to: source))
  }

  @Test func `A new refresh token takes the old one's place, in the keyring too`() async throws {
    let old = try await fixture.storedToken()
    fixture.server.change {
      $0.rotates = true
      $0.revokeAccess()
    }

    try await ask()

    try await fixture.events.wait(for: .tokensStored, times: 2)
    let new = try await fixture.storedToken()
    #expect(new != nil && new != old)
    _ = try await fixture.restarted().client(for: source).tracks(after: nil)
  }

  @Test func `Who signs out while a token is refreshed is signed out`() async throws {
    let gate = TestGate()
    fixture.server.change {
      $0.rotates = true
      $0.revokeAccess()
    }
    fixture.server.intercept { [server = fixture.server] request in
      request.path == Self.refresh ? server.soundReply(to: request).held(by: gate) : nil
    }
    let request = Task { try await ask() }
    _ = try await gate.arrivals.event(0)

    try await fixture.directory.signOut(of: source)
    gate.open()

    await #expect(throws: ServerError.notSignedIn(server: fixture.server.url)) { try await request.value }
    #expect(try await fixture.storedToken() == nil)
  }
}
