import Keyring
import TestKit

/// A private bus with a keyring that is not started yet, and a store that uses it.
struct KeyringFixture {
  let bus: PrivateBus
  let keyring: PrivateKeyring
  let store: KeyringStore
  let item = KeyringItem(source: 2, server: "https://music.example", username: "alice", kind: .refresh)

  /// - Parameter answerLimit: more than the program's, so that a busy machine is no failure.
  init(answerLimit: Duration = .seconds(20)) async throws {
    bus = try await PrivateBus()
    keyring = try PrivateKeyring(on: bus)
    store = KeyringStore(
      busAddress: bus.address, filesDirectory: keyring.filesDirectory, answerLimit: answerLimit)
  }

  /// How a lookup of the item ends.
  func lookUp() async -> Result<String?, KeyringError> {
    do {
      return .success(try await store.secret(for: item, mayPrompt: false))
    } catch {
      return .failure(error)
    }
  }
}
