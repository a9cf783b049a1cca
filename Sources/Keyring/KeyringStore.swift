internal import Dispatch
internal import Executors
internal import Logging

/// The tokens that the session's Secret Service keeps.
///
/// No call takes longer than 0.9 s, waiting in line included, so that a bus call that needs a token is answered within
/// a second whatever the service does; only a call that may prompt waits longer, and then for the person. A service
/// that has not answered once is not asked again before it answers or is replaced: until then calls fail at once.
///
/// Locked is never taken for empty: `secret` answers `nil` only where the service said that it has none and nothing
/// is locked that could hold it, and nothing is written beside a locked item. No collection is ever made.
///
/// It keeps a connection and a session only while there are calls: between them nothing is open, so that nothing
/// wakes the process and no restart of the service or the bus leaves anything stale. Only from a call that found
/// something locked to the next that did not, the files of the keyrings are watched.
public actor KeyringStore {
  let executor = DispatchQueueExecutor(label: "soul.keyring")
  let address: String?
  /// For each call that asks nobody.
  let answerLimit: DispatchTimeInterval
  /// Where GNOME Keyring has its files; `nil`: nobody knows.
  let filesDirectory: String?
  let demand = CallDemand()
  var session: SecretServiceSession?
  var probe: ServiceProbe?
  /// While something is locked.
  var files: KeyringFiles?
  var hasToldOfLibrary = false
  let log = Logger(label: "soul.keyring")

  /// Tells that what failed as `locked`, `absent` or `timedOut` is worth another try. For one listener.
  public nonisolated let serviceChanges: AsyncStream<Void>
  let changed: AsyncStream<Void>.Continuation

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - busAddress: where the service is; `nil` stands for this session's bus.
  ///   - filesDirectory: where GNOME Keyring has its files, `$XDG_DATA_HOME/keyrings`: that one of them is read may
  ///     mean that it is unlocked. `nil` for not to look.
  ///   - answerLimit: how long a call takes at most that asks nobody, waiting in line included.
  public init(
    busAddress: String? = nil, filesDirectory: String? = nil, answerLimit: Duration = .milliseconds(900)
  ) {
    address = busAddress
    self.filesDirectory = filesDirectory
    self.answerLimit = .nanoseconds(Int(answerLimit / .nanoseconds(1)))
    (serviceChanges, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Whether the library that asks keyrings is there. It is loaded when it is first needed, and stays.
  /// - Throws: `libraryMissing`.
  public static func checkLibrary() throws(KeyringError) {
    do throws(SecretServiceFailure) {
      try SecretLibrary.load()
    } catch {
      throw KeyringError(error)
    }
  }

  /// Stores a secret, in place of an earlier one of the same item.
  /// - Parameter mayPrompt: whether the service may ask the person, for two minutes at most. Cancelling the task
  ///   dismisses the question.
  public nonisolated func store(
    _ secret: String, for item: KeyringItem, mayPrompt: Bool
  ) async throws(KeyringError) {
    try item.check()
    try await answer(about: item.attributes, mayPrompt: mayPrompt) {
      session, cancellation throws(SecretServiceFailure) in
      let found = try session.items(matching: item.attributes, until: cancellation)
      let collection = try session.unlockedCollection(until: cancellation)
      guard !found.contains(where: \.isLocked) else { throw .locked }
      try session.store(secret, for: item, in: collection, until: cancellation)
    }
  }

  /// - Parameter mayPrompt: as for `store`.
  /// - Returns: `nil` where the service has no such item.
  public nonisolated func secret(
    for item: KeyringItem, mayPrompt: Bool
  ) async throws(KeyringError) -> String? {
    try item.check()
    return try await answer(about: item.attributes, mayPrompt: mayPrompt) {
      session, cancellation throws(SecretServiceFailure) in
      let found = try session.items(matching: item.attributes, until: cancellation)
      let newest = found.filter { !$0.isLocked }.max { $0.modified < $1.modified }
      if let newest { return try session.text(of: newest, until: cancellation) }
      guard found.isEmpty else { throw .locked }
      // Some services do not show what they have while they are locked.
      _ = try session.unlockedCollection(until: cancellation)
      return nil
    }
  }

  /// Deletes one item. It is no error where there is none.
  /// - Parameter mayPrompt: as for `store`.
  public nonisolated func delete(_ item: KeyringItem, mayPrompt: Bool) async throws(KeyringError) {
    try item.check()
    try await delete(matching: item.attributes, mayPrompt: mayPrompt)
  }

  /// Deletes all items of a source.
  /// - Parameter mayPrompt: as for `store`.
  /// - Throws: `KeyringError.locked` where something may be left; what was unlocked is deleted then.
  public nonisolated func delete(source: Int64, mayPrompt: Bool) async throws(KeyringError) {
    try await delete(matching: ["source": "\(source)"], mayPrompt: mayPrompt)
  }

  /// To be called when the service's owner or the lock of one of its collections has changed: ends the time in which
  /// calls fail at once.
  public func noteServiceChange() {
    probe = nil
    changed.yield()
  }

  private nonisolated func delete(
    matching attributes: [String: String], mayPrompt: Bool
  ) async throws(KeyringError) {
    try await answer(about: attributes, mayPrompt: mayPrompt) {
      session, cancellation throws(SecretServiceFailure) in
      let found = try session.items(matching: attributes, until: cancellation)
      for item in found where !item.isLocked { try session.delete(item, until: cancellation) }
      guard !found.contains(where: \.isLocked) else { throw .locked }
      if found.isEmpty { _ = try session.unlockedCollection(until: cancellation) }
    }
  }
}
