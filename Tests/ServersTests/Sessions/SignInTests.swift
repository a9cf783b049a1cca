import HTTP
import Keyring
import Model
import TestKit
import Testing

@testable import Servers

@Suite(.timeLimit(.minutes(1))) struct SignInTests {
  @Test func `Who signs in has the tokens, and the keyring gets the refresh token`() async throws {
    let fixture = try await ServersFixture()

    #expect(try await fixture.signIn() == .soul)

    #expect(try await fixture.directory.isSignedIn(to: ServersFixture.source))
    #expect(try await fixture.events.changes.event(0) == .signedIn)
    try await fixture.events.wait(for: .tokensStored)
    #expect(try await fixture.storedToken()?.contains("canary-refresh") == true)
  }
}
