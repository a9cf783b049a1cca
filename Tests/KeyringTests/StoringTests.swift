import Keyring
import TestKit
import Testing

/// What an unlocked keyring keeps.
@Suite(.timeLimit(.minutes(1)))
struct StoringTests {
  @Test("A secret is read back, overwritten and deleted")
  func wayOfASecret() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    #expect(await fixture.lookUp() == .success(nil))
    try await fixture.store.store("first", for: fixture.item, mayPrompt: false)
    #expect(await fixture.lookUp() == .success("first"))
    try await fixture.store.store("second", for: fixture.item, mayPrompt: false)
    #expect(await fixture.lookUp() == .success("second"))
    try await fixture.store.delete(fixture.item, mayPrompt: false)
    #expect(await fixture.lookUp() == .success(nil))
    try await fixture.store.delete(fixture.item, mayPrompt: false)
  }
}
