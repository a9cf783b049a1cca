import Keyring
import TestKit
import Testing

/// No keyring, and keyrings that come and go.
@Suite(.timeLimit(.minutes(1)))
struct AbsenceTests {
  private func expectAbsent(_ fixture: KeyringFixture) async {
    #expect(await fixture.lookUp() == .failure(.absent))
    await #expect(throws: KeyringError.absent) {
      try await fixture.store.store("secret", for: fixture.item, mayPrompt: false)
    }
    await #expect(throws: KeyringError.absent) {
      try await fixture.store.delete(source: fixture.item.source, mayPrompt: false)
    }
    await #expect(throws: KeyringError.absent) {
      try await fixture.store.secret(for: fixture.item, mayPrompt: true)
    }
  }

  @Test("None at first, and then one that comes late")
  func late() async throws {
    let fixture = try await KeyringFixture()
    await expectAbsent(fixture)
    try await fixture.keyring.startUnlocked()
    try await fixture.store.store("secret", for: fixture.item, mayPrompt: false)
    #expect(await fixture.lookUp() == .success("secret"))
  }

  @Test("A service without a default collection counts as none, and gets no collection")
  func noDefaultCollection() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startLocked()
    await expectAbsent(fixture)
    let collections = try await Command.run(
      "gdbus",
      [
        "call", "--session", "--dest", PrivateKeyring.name, "--object-path", "/org/freedesktop/secrets",
        "--method",
        "org.freedesktop.DBus.Properties.Get", "org.freedesktop.Secret.Service", "Collections",
      ], environment: fixture.bus.environment)
    #expect(collections == "(<[objectpath '/org/freedesktop/secrets/collection/session']>,)\n")
  }

  @Test("Killed, and started again")
  func killed() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    try await fixture.store.store("secret", for: fixture.item, mayPrompt: false)
    await fixture.keyring.kill()
    await expectAbsent(fixture)
    try await fixture.keyring.startUnlocked()
    #expect(await fixture.lookUp() == .success("secret"))
  }

  @Test("Replaced in the middle of a hundred calls: each is answered, or says why not")
  func replacedInUse() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    try await fixture.store.store("secret", for: fixture.item, mayPrompt: false)
    let (store, item) = (fixture.store, fixture.item)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 {
        group.addTask {
          do throws(KeyringError) {
            #expect(try await store.secret(for: item, mayPrompt: false) == "secret")
          } catch {
            #expect(error == .absent || error == .timedOut)
          }
        }
      }
      await fixture.keyring.kill()
      await group.waitForAll()
    }
    try await fixture.keyring.startUnlocked()
    await fixture.store.noteServiceChange()
    #expect(await fixture.lookUp() == .success("secret"))
  }

  @Test("The bus dies while calls are under way: this process goes on, and says that there is no keyring")
  func busDies() async throws {
    let fixture = try await KeyringFixture()
    try await fixture.keyring.startUnlocked()
    let (store, item) = (fixture.store, fixture.item)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 {
        group.addTask { _ = try? await store.secret(for: item, mayPrompt: false) }
      }
      await fixture.bus.kill()
      await group.waitForAll()
    }
    await fixture.store.noteServiceChange()
    await expectAbsent(fixture)
  }
}
