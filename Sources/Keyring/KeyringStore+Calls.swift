internal import Dispatch
internal import Executors
internal import Logging

extension KeyringStore {
  typealias Request<Answer> =
    @Sendable (SecretServiceSession, Cancellation) throws(SecretServiceFailure) -> Answer

  /// For the person to answer what the service asks.
  private static let personLimit = DispatchTimeInterval.seconds(120)

  /// Makes a request; where the person has to be asked for it and may be, makes it again and lets the service ask.
  nonisolated func answer<Answer: Sendable>(
    about attributes: [String: String], mayPrompt: Bool, _ request: @escaping Request<Answer>
  ) async throws(KeyringError) -> Answer {
    do throws(KeyringError) {
      return try await answer(request)
    } catch {
      guard error == .locked, mayPrompt else { throw error }
    }
    return try await PromptedCall(
      address: address, attributes: attributes, answerLimit: answerLimit, request: request
    ).answer(within: Self.personLimit)
  }

  private nonisolated func answer<Answer: Sendable>(
    _ request: Request<Answer>
  ) async throws(KeyringError) -> Answer {
    // Both count from here: a caller waits in line for those before it.
    let deadline = DispatchTime.now() + answerLimit
    demand.enter()
    return try await perform(request, until: deadline)
  }

  private func perform<Answer: Sendable>(
    _ request: Request<Answer>, until deadline: DispatchTime
  ) throws(KeyringError) -> Answer {
    defer { if demand.leave() { session = nil } }
    guard probe == nil, DispatchTime.now() < deadline else { throw .timedOut }
    try loadLibrary()
    let cancellation = Cancellation()
    let limit = CallLimit(until: deadline) { cancellation.trigger() }
    defer { limit.lift() }
    while true {
      do throws(SecretServiceFailure) {
        let answer = try attempt(request, until: cancellation)
        files = nil
        return answer
      } catch {
        switch error {
        case .cancelled: awaitService()
        // It may have been unlocked before there was somebody who watches.
        case .locked: if watchFiles() { continue }
        case .missing, .absent, .failed: break
        }
        throw KeyringError(error)
      }
    }
  }

  /// - Returns: whether they are watched from now on, and were not before.
  private func watchFiles() -> Bool {
    guard files == nil, let filesDirectory else { return false }
    files = KeyringFiles(in: filesDirectory, queue: executor.queue) { [changed] in changed.yield() }
    return files != nil
  }

  private func loadLibrary() throws(KeyringError) {
    do throws(KeyringError) {
      try Self.checkLibrary()
    } catch {
      if !hasToldOfLibrary { log.warning("\(error.message)") }
      hasToldOfLibrary = true
      throw error
    }
  }

  /// Makes a request, and once more with a new session where the service refuses: it may be another one by now.
  private func attempt<Answer: Sendable>(
    _ request: Request<Answer>, until cancellation: Cancellation
  ) throws(SecretServiceFailure) -> Answer {
    do throws(SecretServiceFailure) {
      return try request(currentSession(until: cancellation), cancellation)
    } catch {
      switch error {
      case .locked, .missing: throw error
      case .cancelled, .absent:
        session = nil
        throw error
      case .failed: session = nil
      }
    }
    return try request(currentSession(until: cancellation), cancellation)
  }

  private func currentSession(until cancellation: Cancellation) throws(SecretServiceFailure)
    -> SecretServiceSession
  {
    if let session { return session }
    let opened = try SecretServiceSession.open(on: address, mayPrompt: false, until: cancellation)
    session = opened
    return opened
  }

  /// Lets calls fail at once until the service has answered one question, or is gone.
  private func awaitService() {
    log.warning("The keyring does not answer; it is not asked again before it does")
    probe = ServiceProbe(address: address) { [weak self] finished in
      guard let self else { return }
      executor.queue.async { self.assumeIsolated { $0.serviceAnswered(finished) } }
    }
  }

  private func serviceAnswered(_ finished: ServiceProbe) {
    guard probe === finished else { return }
    log.notice("The keyring can be asked again")
    noteServiceChange()
  }
}
