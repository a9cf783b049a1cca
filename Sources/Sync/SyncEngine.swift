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
  /// - Parameter progress: is called after each batch, from any thread.
  public func sync(
    _ source: Source.ID, progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async throws(SyncError) -> SyncReport {
    lastKey += 1
    let key = lastKey
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard !Task.isCancelled else {
          return continuation.resume(returning: Result<SyncReport, SyncError>.failure(.cancelled))
        }
        begin(source)
        running[source]?.waiters[key] = RunningSync.Waiter(continuation: continuation, progress: progress)
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
    running[source]?.sawSignIn = true
    syncBySchedule(source)
  }

  /// Ends all syncs, each after the batch that it writes.
  func cancelAll() async {
    let tasks = running.values.map(\.task)
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    eventSink.finish()
  }

  private func begin(_ source: Source.ID) {
    guard running[source] == nil else { return }
    eventSink.yield(SyncEvent(source: source, change: .began))
    running[source] = RunningSync(task: Task { await run(source) }, isScheduled: false)
  }

  private func leave(_ source: Source.ID, _ key: Int) {
    guard let waiter = running[source]?.waiters.removeValue(forKey: key) else { return }
    waiter.continuation.resume(returning: .failure(.cancelled))
    if let sync = running[source], sync.waiters.isEmpty, !sync.isScheduled { sync.task.cancel() }
  }

  // MARK: Running

  private func run(_ source: Source.ID) async {
    let start = ContinuousClock.now
    do throws(SyncError) {
      let run = SyncRun(source: source, client: try await client(of: source), library: library) {
        done, total in
        let seconds = max(0.001, (ContinuousClock.now - start) / .seconds(1))
        let progress = SyncProgress(done: done, total: total, rate: Double(done) / seconds)
        Task { await self.tell(progress, source) }
      }
      await end(source, .success(try await run.run()))
    } catch {
      await end(source, .failure(error))
    }
  }

  private func client(of source: Source.ID) async throws(SyncError) -> any ServerClient {
    do throws(ServerError) {
      return try await servers.client(for: source)
    } catch {
      throw SyncError(error)
    }
  }

  private func tell(_ progress: SyncProgress, _ source: Source.ID) {
    guard let sync = running[source] else { return }
    for waiter in sync.waiters.values { waiter.progress(progress) }
  }

  private func end(_ source: Source.ID, _ result: Result<SyncReport, SyncError>) async {
    switch result {
    case .success(let report):
      unkept[source] = nil
      unreached.remove(source)
      let tracks = report.tracks
      logger.info(
        """
        source \(source): synced, \(tracks.added) new, \(tracks.updated) changed, \(tracks.deleted) gone
        """)
      if tracks.added + tracks.updated + tracks.deleted > 1_000 { library.releaseMemory() }
    case .failure(.cancelled):
      break
    case .failure(let error):
      logger.warning("source \(source): the sync failed: \(error.message)")
      await keep(error, of: source)
    }
    let sync = running.removeValue(forKey: source)
    switch result {
    case .success: eventSink.yield(SyncEvent(source: source, change: .succeeded))
    case .failure(let error): eventSink.yield(SyncEvent(source: source, change: .failed(error)))
    }
    for waiter in (sync?.waiters ?? [:]).values { waiter.continuation.resume(returning: result) }
    if listening != nil, sync?.sawSignIn == true, case .failure(let error) = result, error.isAboutSignIn {
      syncBySchedule(source)
    }
    await plan()
  }
}
