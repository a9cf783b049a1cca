import Keyring
import TestKit
import Testing

/// A service that is there but does not answer.
@Suite(.timeLimit(.minutes(1)))
struct FrozenServiceTests {
  private func frozen() async throws -> KeyringFixture {
    let fixture = try await KeyringFixture(answerLimit: .seconds(2))
    try await fixture.keyring.startUnlocked()
    try await fixture.store.store("kept", for: fixture.item, mayPrompt: false)
    fixture.keyring.freeze()
    return fixture
  }

  /// If each call waited for the service, they would take longer than the suite may.
  @Test("After one time-out calls fail at once")
  func failsFast() async throws {
    let fixture = try await frozen()
    for _ in 0..<500 { #expect(await fixture.lookUp() == .failure(.timedOut)) }
  }

  @Test("Calls that wait in line wait no longer than the first")
  func waitsOnce() async throws {
    let fixture = try await frozen()
    let (store, item) = (fixture.store, fixture.item)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<500 {
        group.addTask {
          await #expect(throws: KeyringError.timedOut) {
            try await store.store("other", for: item, mayPrompt: false)
          }
        }
      }
    }
  }

  @Test("A service that goes on is noticed without being asked again and again")
  func thaws() async throws {
    let fixture = try await frozen()
    #expect(await fixture.lookUp() == .failure(.timedOut))
    var changes = fixture.store.serviceChanges.makeAsyncIterator()
    fixture.keyring.thaw()
    await changes.next()
    #expect(await fixture.lookUp() == .success("kept"))
  }

  @Test("A frozen service that is killed is noticed, too")
  func killedWhileFrozen() async throws {
    let fixture = try await frozen()
    #expect(await fixture.lookUp() == .failure(.timedOut))
    var changes = fixture.store.serviceChanges.makeAsyncIterator()
    await fixture.keyring.kill()
    await changes.next()
    #expect(await fixture.lookUp() == .failure(.absent))
  }

  @Test("A change that somebody else noticed ends it")
  func notedChange() async throws {
    let fixture = try await frozen()
    #expect(await fixture.lookUp() == .failure(.timedOut))
    fixture.keyring.thaw()
    await fixture.store.noteServiceChange()
    #expect(await fixture.lookUp() == .success("kept"))
  }

  @Test("The bus itself may freeze")
  func frozenBus() async throws {
    let fixture = try await KeyringFixture(answerLimit: .seconds(2))
    try await fixture.keyring.startUnlocked()
    fixture.bus.freeze()
    #expect(await fixture.lookUp() == .failure(.timedOut))
    #expect(await fixture.lookUp() == .failure(.timedOut))
    var changes = fixture.store.serviceChanges.makeAsyncIterator()
    fixture.bus.thaw()
    await changes.next()
    #expect(await fixture.lookUp() == .success(nil))
  }
}
