import Keyring
import Library
import Logging
public import Model
import Servers

/// When servers are synced by themselves: the active one after each interval, the others where a sync has failed or was
/// broken off by the end of the program. One alarm at most is set, and none for a server that is offline or that nobody
/// is signed in at.
extension SyncEngine {
  /// Finds out which servers are there, syncs the active one, and goes on by itself from then on. Removals that were
  /// broken off go on beside it.
  public func start() async {
    let changes = library.changes()
    listening = Task { [weak self] in
      for await change in changes {
        guard case .sources(let sources) = change else { continue }
        await self?.take(sources.map(\.source))
      }
    }
    async let removals: Void = resumeRemovals()
    do throws(LibraryError) {
      await connectivity.check(try await library.sources().map(\.id).filter { $0 != Source.localID })
      await take(try await library.sources())
    } catch {
      logUnlessEnding("The servers could not be read", error)
    }
    await removals
  }

  private func resumeRemovals() async {
    do throws(LibraryError) {
      try await library.resumeRemovals()
    } catch .cancelled {
      // The player ends: the next start goes on.
    } catch {
      logUnlessEnding("A removed server's tracks are still there", error)
    }
  }

  /// Lets what runs take back the batch that it writes, without waiting for it, and begins nothing by itself any more.
  public func prepareToStop() async {
    listening?.cancel()
    listening = nil
    alarm?.cancel()
    alarm = nil
    cancelRunning()
    await connectivity.stopAwaitingAll()
  }

  /// Ends what runs, and everything that is planned.
  public func stop() async {
    await prepareToStop()
    await waitForRunning()
  }

  /// Somebody has signed in at a server, or the keyring has given the active one's token: it is synced now.
  public func noteSignIn(_ source: Source.ID) async {
    syncAfterSignIn(source)
    if missing == source { await connectivity.await(source) }
  }

  /// The keyring has given a server's token: a sync that it held up goes on now.
  public func noteToken(of source: Source.ID) async {
    // A sync that runs may have failed for want of it already.
    markSignIn(source)
    do throws(LibraryError) {
      if try await failedSyncs().contains(where: { $0.source == source && $0.waitsForKeyring }) {
        syncBySchedule(source)
      }
    } catch {
      logUnlessEnding("The failed syncs could not be read", error)
    }
    // One that was broken off may be due: whether somebody is signed in was not known before.
    await plan()
  }

  /// Takes in what has become of the sources: the active one is synced when it comes online.
  private func take(_ sources: [Source]) async {
    guard listening != nil else { return }
    let active = sources.first(where: \.isActive)
    let before = (present, missing, online)
    present = active.flatMap { $0.isOnline ? $0.id : nil }
    missing = active.flatMap { $0.isOnline ? nil : $0.id }
    online = Set(sources.filter(\.isOnline).map(\.id))
    guard (present, missing, online) != before else { return }
    if let lost = before.1, lost != missing { await connectivity.stopAwaiting(lost) }
    // Who is not signed in has nothing to be synced, and waits for nobody.
    if let missing, await isSignedIn(missing, whereUnknown: true), missing == self.missing, listening != nil {
      // What was planned for it while it was there is planned anew below.
      alarm?.cancel()
      alarm = nil
      await connectivity.await(missing)
    }
    if let present, present != before.0, await isSignedIn(present, whereUnknown: true),
      await !isToWait(present)
    {
      syncBySchedule(present)
    }
    await plan()
  }

  /// Sets the alarm for the next sync that is due by itself.
  func plan() async {
    alarm?.cancel()
    alarm = nil
    lastPlan += 1
    let key = lastPlan
    do throws(LibraryError) {
      let next = try await nextSync()
      // The newest plan knows best.
      guard let next, key == lastPlan, listening != nil else { return }
      alarm = clock.ring(after: .seconds(max(0, next.due - clock.now))) { [weak self] in
        Task { await self?.syncIfOnline(next.source) }
      }
    } catch {
      logUnlessEnding("The next sync could not be planned", error)
    }
  }

  /// The first server that is due, of those that are online and where somebody is signed in.
  private func nextSync() async throws(LibraryError) -> (source: Source.ID, due: Int64)? {
    guard listening != nil, !online.isEmpty else { return nil }
    let failed = try await failedSyncs()
    // No server asks for more than a day (`SyncError.retryAfter`), unless the clock was set back since.
    let tomorrow = clock.now + 86_400
    var due = failed.compactMap { sync in
      sync.nextAttempt.map { (source: sync.source, due: min(tomorrow, $0)) }
    }
    if let present, !failed.contains(where: { $0.source == present }) {
      let last = try await library.sourceDetails().first { $0.id == present }?.lastSync ?? 0
      // A clock that was set back must not put it off for longer than an interval ever lasts.
      let latest = clock.now + (interval * 1.2).components.seconds
      due.append((present, min(latest, last + Backoff.jittered(interval).components.seconds)))
    }
    for source in try await library.unfinishedSyncs()
    where source != present && online.contains(source) && !failed.contains(where: { $0.source == source }) {
      // Who has added it may never have signed in: a keyring that can't tell is no reason to fail for.
      if await isSignedIn(source, whereUnknown: false) { due.append((source, clock.now)) }
    }
    // What somebody has cancelled stays cancelled until the interval is over.
    due = due.map { next in
      guard let cancelled = cancelled[next.source] else { return next }
      let earliest = min(cancelled, clock.now) + Backoff.jittered(interval).components.seconds
      return (next.source, max(next.due, earliest))
    }
    for next in due.sorted(by: { $0.due < $1.due })
    where online.contains(next.source) && !isSyncing(next.source) {
      if await isSignedIn(next.source, whereUnknown: true) { return next }
    }
    return nil
  }

  /// Keeps a failed sync: until when it waits, or that only a person can put it right.
  func keep(_ syncError: SyncError, of source: Source.ID) async {
    if syncError.isAbsence { unreached.insert(source) } else { unreached.remove(source) }
    var failures = (unkept[source]?.retryCount ?? 0) + 1
    do throws(LibraryError) {
      failures = (try await failedSyncs().first { $0.source == source }?.retryCount ?? 0) + 1
      try await library.queue(failure(syncError, of: source, count: failures))
      unkept[source] = nil
    } catch {
      // A source that was removed meanwhile has nothing to keep.
      if case .notFound = error {
        unkept[source] = nil
        return
      }
      logger.error("A failed sync could not be kept: \(error.message)")
      unkept[source] = failure(syncError, of: source, count: failures)
    }
  }

  private func failure(_ error: SyncError, of source: Source.ID, count: Int) -> QueuedSync {
    let delay = error.isPermanent ? nil : max(Backoff.sync.delay(after: count), error.retryAfter ?? .zero)
    return QueuedSync(
      source: source, retryCount: count, lastError: error.message,
      nextAttempt: delay.map { clock.now + $0.components.seconds }, waitsForKeyring: error.isAboutKeyring)
  }

  /// The syncs that have failed, with those that the library could not keep.
  private func failedSyncs() async throws(LibraryError) -> [QueuedSync] {
    try await library.queuedSyncs().filter { unkept[$0.source] == nil } + unkept.values
  }

  /// Whether a server that has come online is left alone until a failed sync is due: it was there when that failed.
  private func isToWait(_ source: Source.ID) async -> Bool {
    guard !unreached.contains(source) else { return false }
    do throws(LibraryError) {
      return try await failedSyncs().contains { $0.source == source && ($0.nextAttempt ?? 0) > clock.now }
    } catch {
      logUnlessEnding("The failed syncs could not be read", error)
      return false
    }
  }

  private func syncIfOnline(_ source: Source.ID) async {
    guard listening != nil else { return }
    if online.contains(source) { syncBySchedule(source) }
    // Others may be due while this one is synced.
    await plan()
  }

  /// Ending cancels what is asked of the library: that is no error.
  private func logUnlessEnding(_ failure: String, _ error: LibraryError) {
    guard listening != nil else { return }
    logger.error("\(failure): \(error.message)")
  }

  /// - Parameter whereUnknown: the answer while the keyring is locked: with `true` the sync finds out, and waits for
  ///   the keyring like for a server.
  private func isSignedIn(_ source: Source.ID, whereUnknown: Bool) async -> Bool {
    do throws(ServerError) {
      return try await servers.isSignedIn(to: source)
    } catch {
      logger.info("source \(source): \(error.message)")
      return whereUnknown && (error == .keyring(.locked) || error == .keyring(.timedOut))
    }
  }
}

extension SyncError {
  /// Nothing but a person, or another version of a program, can put it right.
  var isPermanent: Bool {
    switch self {
    case .cancelled: true
    case .library(.storageFull), .library(.locked), .library(.failed), .library(.cancelled): false
    case .library: true
    case .server(let error):
      switch error {
      // Not every way to unlock a keyring is announced: so it is tried again as well.
      case .unreachable, .tooManySignIns, .rateLimited, .failed, .malformed, .cursorExpired, .notFound,
        .changed, .cancelled,
        .keyring(.locked), .keyring(.timedOut):
        false
      case .invalidAddress, .insecure, .wrongScheme, .badAuthorityFile, .noServer, .notSignedIn,
        .signInRefused, .denied, .unsupported, .keyring:
        true
      }
    }
  }

  /// Nobody was there.
  var isAbsence: Bool {
    if case .server(let error) = self { error.isAbsence } else { false }
  }

  /// The keyring could not give the token.
  var isAboutKeyring: Bool {
    if case .server(.keyring) = self { true } else { false }
  }

  /// A sign-in, or an unlocked keyring, puts it right.
  var isAboutSignIn: Bool {
    switch self {
    case .server(.notSignedIn), .server(.signInRefused), .server(.denied), .server(.keyring): true
    case .server, .library, .cancelled: false
    }
  }

  /// How long the server wants to be left alone; at most a day.
  var retryAfter: Duration? {
    if case .server(.rateLimited(_, let retryAfter)) = self { retryAfter } else { nil }
  }
}
