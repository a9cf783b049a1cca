internal import Dispatch
internal import Synchronization

/// Asks the person, through the service, to unlock what may hold an item.
///
/// On a queue and a session of its own: meanwhile other calls go on.
final class UnlockPrompt: Sendable {
  /// For the person's answer.
  private static let personLimit = DispatchTimeInterval.seconds(120)
  /// For the service to take its question back; libsecret waits for that without a limit.
  private static let dismissalLimit = DispatchTimeInterval.milliseconds(900)

  private let address: String?
  private let attributes: [String: String]
  private let cancellation = Cancellation()
  /// The connection that the question is asked on.
  private let bus = Mutex<SessionBus?>(nil)

  init(address: String?, attributes: [String: String]) {
    self.address = address
    self.attributes = attributes
  }

  /// Returns when nothing is locked any more.
  /// - Throws: what stands in the way: anything but `locked`.
  func run() async throws(KeyringError) {
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // The call blocks its thread until the person has answered.
        DispatchQueue(label: "soul.keyring.prompt", qos: .userInitiated).async {
          continuation.resume(returning: Result { () throws(KeyringError) in try self.ask() })
        }
      }
    } onCancel: {
      dismiss()
    }
    try outcome.get()
  }

  private func ask() throws(KeyringError) {
    let limit = CallLimit(until: .now() + KeyringStore.answerLimit) { [weak self] in self?.dismiss() }
    defer { limit.lift() }
    let session: SecretServiceSession
    let items: [StoredItem]
    let collection: DefaultCollection
    do throws(SecretServiceFailure) {
      session = try .open(on: address, mayPrompt: true, until: cancellation)
      items = try session.items(matching: attributes, until: cancellation)
      collection = try session.defaultCollection(until: cancellation)
    } catch {
      throw KeyringError(error)
    }
    bus.withLock { $0 = session.bus }
    defer { bus.withLock { $0 = nil } }
    limit.extend(until: .now() + Self.personLimit)
    do throws(SecretServiceFailure) {
      guard try session.unlock(items, collection, until: cancellation) else {
        throw SecretServiceFailure.cancelled
      }
    } catch {
      guard case .cancelled = error else { throw KeyringError(error) }
      throw .promptDismissed
    }
  }

  private func dismiss() {
    cancellation.trigger()
    CallLimit.queue.asyncAfter(deadline: .now() + Self.dismissalLimit) { [weak self] in
      self?.bus.withLock { $0?.cut() }
    }
  }
}
