import Keyring
import TestKit
import Testing

/// Questions that the service asks the person.
@Suite(.timeLimit(.minutes(1)))
struct PromptTests {
  private let item = KeyringItem(
    source: 2, server: "https://music.example", username: "alice", kind: .refresh)

  private func store(_ service: AskingService) -> KeyringStore {
    KeyringStore(busAddress: service.bus.address, answerLimit: .seconds(20))
  }

  @Test("Nothing is asked where it is not allowed")
  func neverFromTheBackground() async throws {
    for isLocked in [true, false] {
      let service = try await AskingService(isLocked: isLocked)
      let store = store(service)
      await #expect(throws: KeyringError.locked) {
        try await store.store("secret", for: item, mayPrompt: false)
      }
      #expect(service.promptCalls.entries == [])
      await service.close()
    }
  }

  @Test("The call goes on once the person has answered")
  func answered() async throws {
    let service = try await AskingService(isLocked: true)
    let store = store(service)
    async let found = store.secret(for: item, mayPrompt: true)
    await service.promptCalls.wait(for: "Prompt")
    await service.answerPrompt()
    #expect(try await found == nil)
    await service.close()
  }

  @Test("Other calls are answered while the question is open")
  func othersGoOn() async throws {
    let service = try await AskingService(isLocked: true)
    let store = store(service)
    async let found = store.secret(for: item, mayPrompt: true)
    await service.promptCalls.wait(for: "Prompt")
    await #expect(throws: KeyringError.locked) { try await store.secret(for: item, mayPrompt: false) }
    await service.answerPrompt()
    #expect(try await found == nil)
    await service.close()
  }

  @Test("A dismissed question is said to be one")
  func dismissed() async throws {
    let service = try await AskingService(isLocked: true)
    let store = store(service)
    let call = Task { [item] in try await store.store("secret", for: item, mayPrompt: true) }
    await service.promptCalls.wait(for: "Prompt")
    await service.dismissPrompt()
    await #expect(throws: KeyringError.promptDismissed) { try await call.value }
    await service.close()
  }

  @Test("Cancelling the task takes the question back")
  func cancelled() async throws {
    let service = try await AskingService(isLocked: true)
    let store = store(service)
    let call = Task { [item] in try await store.store("secret", for: item, mayPrompt: true) }
    await service.promptCalls.wait(for: "Prompt")
    call.cancel()
    await service.promptCalls.wait(for: "Dismiss")
    await #expect(throws: KeyringError.promptDismissed) { try await call.value }
    await service.close()
  }

  @Test("A service that does not take its question back does not hold the caller")
  func undismissable() async throws {
    let service = try await AskingService(isLocked: true)
    service.ignoreDismissal()
    let store = KeyringStore(busAddress: service.bus.address, answerLimit: .seconds(2))
    let call = Task { [item] in try await store.store("secret", for: item, mayPrompt: true) }
    await service.promptCalls.wait(for: "Prompt")
    call.cancel()
    await #expect(throws: KeyringError.promptDismissed) { try await call.value }
    await service.close()
  }

  @Test("A service that asks at every write may ask where it is allowed")
  func asksAtWriting() async throws {
    let service = try await AskingService(isLocked: false)
    let store = store(service)
    let call = Task { [item] in try await store.store("secret", for: item, mayPrompt: true) }
    await service.promptCalls.wait(for: "Prompt")
    await service.dismissPrompt()
    await #expect(throws: KeyringError.promptDismissed) { try await call.value }
    await service.close()
  }
}
