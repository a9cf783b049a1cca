import Keyring
import TestKit
import Testing

/// A locked keyring is never taken for an empty one, nor written to.
@Suite(.timeLimit(.minutes(1)))
struct LockTests {
  /// Every call that asks nobody.
  private func expectLocked(_ fixture: KeyringFixture) async {
    #expect(await fixture.lookUp() == .failure(.locked))
    await #expect(throws: KeyringError.locked) {
      try await fixture.store.store("other", for: fixture.item, mayPrompt: false)
    }
    await #expect(throws: KeyringError.locked) {
      try await fixture.store.delete(fixture.item, mayPrompt: false)
    }
    await #expect(throws: KeyringError.locked) {
      try await fixture.store.delete(source: fixture.item.source, mayPrompt: false)
    }
  }

  @Test("Locked from the start: said so, left as it is, and read once it is unlocked")
  func lockedFromTheStart() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    try await fixture.store.store("kept", for: fixture.item, mayPrompt: false)
    await fixture.keyring.kill()
    try await fixture.keyring.startLocked()
    await expectLocked(fixture)
    try fixture.keyring.unlock()
    #expect(await fixture.lookUp() == .success("kept"))
  }

  @Test("Locked while in use, and unlocked again")
  func relocked() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    try await fixture.store.store("kept", for: fixture.item, mayPrompt: false)
    try await fixture.keyring.lock()
    await expectLocked(fixture)
    try fixture.keyring.unlock()
    #expect(await fixture.lookUp() == .success("kept"))
  }

  @Test("Locked and without the item: nobody can say that it is not there")
  func lockedAndEmpty() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    try await fixture.keyring.lock()
    await expectLocked(fixture)
    try fixture.keyring.unlock()
    #expect(await fixture.lookUp() == .success(nil))
  }

  @Test("An unlock of which the bus hears nothing is told", arguments: 1...2)
  func unlockedInSilence(times: Int) async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    try await fixture.store.store("kept", for: fixture.item, mayPrompt: false)
    var changes = fixture.store.serviceChanges.makeAsyncIterator()
    for _ in 1...times {
      try await fixture.keyring.lock()
      await expectLocked(fixture)
      try fixture.keyring.unlock()
      await changes.next()
      #expect(await fixture.lookUp() == .success("kept"))
    }
  }

  @Test("Where no prompt can be shown, allowing it ends as a dismissed one")
  func noPrompter() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    try await fixture.store.store("kept", for: fixture.item, mayPrompt: false)
    try await fixture.keyring.lock()
    await #expect(throws: KeyringError.promptDismissed) {
      try await fixture.store.secret(for: fixture.item, mayPrompt: true)
    }
    await expectLocked(fixture)
  }
}
