internal import Dispatch

/// A request in whose course the service may ask the person: first to unlock what may hold an item, then whatever else
/// it wants to know.
///
/// On a queue and a session of its own: meanwhile other calls go on.
final class PromptedCall<Answer: Sendable>: Sendable {
  private let address: String?
  private let attributes: [String: String]
  /// For the service to get as far as asking.
  private let answerLimit: DispatchTimeInterval
  private let request: KeyringStore.Request<Answer>
  private let cancellation = Cancellation()

  init(
    address: String?, attributes: [String: String], answerLimit: DispatchTimeInterval,
    request: @escaping KeyringStore.Request<Answer>
  ) {
    self.address = address
    self.attributes = attributes
    self.answerLimit = answerLimit
    self.request = request
  }

  /// - Parameter personLimit: for the person's answers. Cancelling the task ends it early.
  func answer(within personLimit: DispatchTimeInterval) async throws(KeyringError) -> Answer {
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // The call blocks its thread until the person has answered.
        DispatchQueue(label: "soul.keyring.prompt", qos: .userInitiated).async {
          continuation.resume(
            returning: Result { () throws(KeyringError) in try self.perform(within: personLimit) })
        }
      }
    } onCancel: {
      cancellation.trigger()
    }
    return try outcome.get()
  }

  private func perform(within personLimit: DispatchTimeInterval) throws(KeyringError) -> Answer {
    let limit = CallLimit(until: .now() + answerLimit) { [cancellation] in cancellation.trigger() }
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
    limit.extend(until: .now() + personLimit)
    do throws(SecretServiceFailure) {
      try session.unlock(items, collection, until: cancellation)
      return try request(session, cancellation)
    } catch {
      guard case .cancelled = error else { throw KeyringError(error) }
      session.settle()
      throw .promptDismissed
    }
  }
}
