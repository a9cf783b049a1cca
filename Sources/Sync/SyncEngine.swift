import Dispatch
import Executors
public import Library
import Logging
public import Model
public import Servers

/// Brings the library in step with what servers have: one sync of a source at a time, whoever asks for it.
///
/// The active server is synced by itself: at the start, when it comes online, and after each interval. What fails, of
/// whichever server, is kept in `sync_queue` and tried again with growing pauses while the server is online; what only
/// a person can put right waits for that.
public actor SyncEngine {
  private let executor = DispatchQueueExecutor(label: "soul.sync", qos: .utility)
  let library: LibraryStore
  let servers: ServerDirectory
  let connectivity: Connectivity
  let clock: any AlarmClock
  let interval: Duration
  let logger = Logger(label: "soul.sync")
  private let eventSink: AsyncStream<SyncEvent>.Continuation
  /// What begins and ends, whoever asked for it. For one listener.
  public nonisolated let events: AsyncStream<SyncEvent>

  private var running: [Source.ID: RunningSync] = [:]
  private var lastKey = 0
  private var isEnding = false
  var alarm: (any Alarm)?
  var lastPlan = 0
  var listening: Task<Void, Never>?
  /// The server that is active and online, as it was last seen.
  var present: Source.ID?
  /// The server that is active and offline: somebody asks from time to time whether it is back.
  var missing: Source.ID?
  /// The sources that are online, as they were last seen.
  var online: Set<Source.ID> = []
  /// Failed syncs that the library could not keep: on a full disk as well nothing is tried again at once.
  var unkept: [Source.ID: QueuedSync] = [:]
  /// Where the last sync found nobody: as soon as the server is back it is tried again.
  var unreached: Set<Source.ID> = []
  /// When the last sync of a source was cancelled, in Unix seconds: it is not begun again by itself for an interval.
  var cancelled: [Source.ID: Int64] = [:]

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameter interval: between two syncs of the active server, give or take a fifth.
  public init(
    library: LibraryStore, servers: ServerDirectory, connectivity: Connectivity, interval: Duration,
    clock: any AlarmClock = SystemAlarmClock()
  ) {
    self.library = library
    self.servers = servers
    self.connectivity = connectivity
    self.interval = interval
    self.clock = clock
    (events, eventSink) = AsyncStream.makeStream()
  }

  // MARK: Asking for a sync

  /// Syncs a source, or joins the sync that runs. When the task is cancelled it leaves; a sync that nobody else wants
  /// ends with it, after the batch that is being written.
  /// - Parameters:
  ///   - isFull: whether all tracks are asked for, not the changes alone. Where a sync of another kind runs, the full
  ///     one follows it, however it ends.
  ///   - progress: is called after each batch of the sync that was asked for, from any thread.
  public func sync(
    _ source: Source.ID, isFull: Bool = false,
    progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(SyncError) -> SyncReport {
    lastKey += 1
    let key = lastKey
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard !Task.isCancelled else {
          return continuation.resume(returning: Result<SyncReport, SyncError>.failure(.cancelled))
        }
        begin(source, isFull: isFull)
        let waiter = RunningSync.Waiter(continuation: continuation, progress: progress)
        if isFull, running[source]?.isFull == false {
          running[source]?.fullWaiters[key] = waiter
        } else {
          running[source]?.waiters[key] = waiter
        }
      }
    } onCancel: {
      Task { await self.leave(source, key) }
    }
    return try result.get()
  }

  /// Whether a source is being synced.
  public func isSyncing(_ source: Source.ID) -> Bool {
    running[source] != nil
  }

  /// Begins a sync that nobody waits for.
  func syncBySchedule(_ source: Source.ID) {
    begin(source)
    running[source]?.isScheduled = true
  }

  /// Begins a sync, also where one runs that may have begun without the sign-in.
  func syncAfterSignIn(_ source: Source.ID) {
    markSignIn(source)
    syncBySchedule(source)
  }

  /// Has a sync that runs, and fails for want of a token, followed by another.
  func markSignIn(_ source: Source.ID) {
    running[source]?.sawSignIn = true
  }

  /// Ends the sync of a source that somebody signs out of: no failure, and nothing is left of the batch that it writes.
  public func cancel(_ source: Source.ID) {
    running[source]?.task.cancel()
  }

  /// Ends all syncs; each takes back the batch that it writes.
  func cancelRunning() {
    isEnding = true
    for sync in running.values { sync.task.cancel() }
  }

  func waitForRunning() async {
    for task in running.values.map(\.task) { await task.value }
    eventSink.finish()
  }

  private func begin(_ source: Source.ID, isFull: Bool = false) {
    guard running[source] == nil else { return }
    eventSink.yield(SyncEvent(source: source, change: .began))
    lastKey += 1
    let number = lastKey
    running[source] = RunningSync(
      number: number, task: Task { await run(source, number, isFull: isFull) }, isFull: isFull,
      isScheduled: false)
  }

  private func leave(_ source: Source.ID, _ key: Int) {
    guard var sync = running[source],
      let waiter = sync.waiters.removeValue(forKey: key) ?? sync.fullWaiters.removeValue(forKey: key)
    else { return }
    running[source] = sync
    waiter.continuation.resume(returning: .failure(.cancelled))
    if !sync.isWanted { sync.task.cancel() }
  }

  // MARK: Running

  private func run(_ source: Source.ID, _ number: Int, isFull: Bool) async {
    let start = ContinuousClock.now
    let result: Result<SyncReport, SyncError>
    do throws(SyncError) {
      let run = SyncRun(
        source: source, client: try await client(of: source), library: library, isFull: isFull
      ) { done, total in
        let seconds = max(0.001, (ContinuousClock.now - start) / .seconds(1))
        let progress = SyncProgress(done: done, total: total, rate: Double(done) / seconds)
        Task { await self.tell(progress, source, number) }
      }
      result = .success(try await run.run())
    } catch {
      // Without its token it fails in one way or another.
      result = .failure(Task.isCancelled ? .cancelled : error)
    }
    // A task of its own: what follows a cancelled sync is not cancelled.
    await Task { await end(source, result) }.value
  }

  private func client(of source: Source.ID) async throws(SyncError) -> any ServerClient {
    do throws(ServerError) {
      return try await servers.client(for: source)
    } catch {
      throw SyncError(error)
    }
  }

  private func tell(_ progress: SyncProgress, _ source: Source.ID, _ number: Int) {
    guard let sync = running[source], sync.number == number else { return }
    for waiter in sync.waiters.values { waiter.progress(progress) }
  }

  private func end(_ source: Source.ID, _ result: Result<SyncReport, SyncError>) async {
    switch result {
    case .success(let report):
      cancelled[source] = nil
      unkept[source] = nil
      unreached.remove(source)
      let tracks = report.tracks
      logger.info(
        """
        source \(source): synced, \(tracks.added) new, \(tracks.updated) changed, \(tracks.deleted) gone
        """)
      if tracks.added + tracks.updated + tracks.deleted > 1_000 { library.releaseMemory() }
    case .failure(.cancelled):
      cancelled[source] = clock.now
    case .failure(let error):
      cancelled[source] = nil
      logger.warning("source \(source): the sync failed: \(error.message)")
      await keep(error, of: source)
    }
    let sync = running.removeValue(forKey: source)
    switch result {
    case .success: eventSink.yield(SyncEvent(source: source, change: .succeeded))
    case .failure(let error): eventSink.yield(SyncEvent(source: source, change: .failed(error)))
    }
    for waiter in (sync?.waiters ?? [:]).values { waiter.continuation.resume(returning: result) }
    beginFull(source, for: sync?.fullWaiters ?? [:])
    if listening != nil, sync?.sawSignIn == true, case .failure(let error) = result,
      error.isAboutSignIn || error == .cancelled
    {
      syncBySchedule(source)
    }
    await plan()
  }

  /// Begins the full sync that was asked for while another one ran.
  private func beginFull(_ source: Source.ID, for waiters: [Int: RunningSync.Waiter]) {
    guard !waiters.isEmpty else { return }
    guard !isEnding else {
      for waiter in waiters.values { waiter.continuation.resume(returning: .failure(.cancelled)) }
      return
    }
    begin(source, isFull: true)
    running[source]?.waiters = waiters
  }
}
