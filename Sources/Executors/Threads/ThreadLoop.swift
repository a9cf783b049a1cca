import Glibc
import Synchronization

/// The thread behind a `ThreadExecutor`: it runs jobs, waits, and wakes the watch.
final class ThreadLoop: Sendable {
  private struct State {
    var jobs = JobQueue()
    /// Whether the thread waits, or is about to, without a job to run: only then a job needs the pipe.
    var isWaiting = false
    var isStopped = false
  }

  /// So many jobs are run before the descriptor is looked at again, which costs a fraction of what they do.
  private static let jobsPerTurn = 8

  private let name: String
  private let state = Mutex(State())
  /// The thread's `pthread_t`; 0 until it runs.
  private let thread = Atomic<UInt>(0)
  /// What a byte is written to when a job arrives while the thread waits.
  private let wakeUp: WakeUpPipe
  // The thread alone touches it, which `attach` and `detach` check before they do.
  nonisolated(unsafe) var watch: (any DescriptorWatch)?
  // Written once, before the thread starts, and weak loads are atomic.
  nonisolated(unsafe) private weak var executor: ThreadExecutor?

  init(name: String) {
    self.name = name
    wakeUp = WakeUpPipe()
  }

  var isCurrentThread: Bool {
    thread.load(ordering: .relaxed) == pthread_self()
  }

  func start(for executor: ThreadExecutor) throws(ExecutorError) {
    self.executor = executor
    var thread = pthread_t()
    // The new thread takes over this reference, and nobody else does.
    let argument = Unmanaged.passRetained(self)
    let status = pthread_create(&thread, nil, { runThreadLoop($0) }, argument.toOpaque())
    guard status == 0 else {
      // There is no thread to take it over.
      argument.release()
      throw .noThread(reason: String(cString: strerror(status)))
    }
    pthread_detach(thread)
  }

  func enqueue(_ job: UnownedJob) {
    let hasToWake = state.withLock { state in
      state.jobs.append(job)
      defer { state.isWaiting = false }
      return state.isWaiting
    }
    if hasToWake { wakeUp.signal() }
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    wakeUp.signal()
  }

  func run() {
    thread.store(pthread_self(), ordering: .relaxed)
    CurrentThread.setName(name)
    CurrentThread.blockSignals()
    var descriptors = [
      pollfd(fd: wakeUp.readEnd, events: Int16(POLLIN), revents: 0), pollfd(fd: -1, events: 0, revents: 0),
    ]
    while runJobs() {
      wait(for: &descriptors)
    }
    watch = nil
  }

  /// Runs some of what is due, so that jobs never starve the descriptor.
  /// - Returns: whether the executor is still in use.
  private func runJobs() -> Bool {
    let (jobs, isStopped) = state.withLock { state in
      var jobs: [UnownedJob] = []
      while jobs.count < Self.jobsPerTurn, let job = state.jobs.popFirst() { jobs.append(job) }
      return (jobs, state.isStopped)
    }
    guard !isStopped else { return false }
    // A job retains its actor, and the actor this executor: it is there as long as a job is.
    guard !jobs.isEmpty, let executor else { return true }
    let unownedExecutor = executor.asUnownedSerialExecutor()
    for job in jobs { job.runSynchronously(on: unownedExecutor) }
    return true
  }

  /// - Parameter descriptors: the pipe's and the watch's, kept from turn to turn.
  private func wait(for descriptors: inout [pollfd]) {
    let interest = watch?.interest
    let hasJobs = state.withLock { state in
      state.isWaiting = state.jobs.count == 0 && !state.isStopped
      return !state.isWaiting
    }
    let timeout = hasJobs ? 0 : interest?.timeoutInMilliseconds ?? -1
    descriptors[1].fd = interest?.descriptor ?? -1
    descriptors[1].events = interest?.events.rawValue ?? 0
    let count = poll(&descriptors, 2, timeout)
    state.withLock { $0.isWaiting = false }
    if count > 0, descriptors[0].revents != 0 { wakeUp.drain() }
    guard let interest, let watch else { return }
    let events = count > 0 ? DescriptorEvents(rawValue: descriptors[1].revents) : []
    if !events.isEmpty || interest.isDue { watch.wake(with: events) }
  }
}

/// The thread's entry point.
private func runThreadLoop(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  // `start` retained the loop once for exactly this call.
  Unmanaged<ThreadLoop>.fromOpaque(argument).takeRetainedValue().run()
  return nil
}

extension DescriptorInterest {
  /// For `poll`: -1 waits without limit; rounded up, so that a deadline has passed when the wait is over.
  fileprivate var timeoutInMilliseconds: Int32 {
    guard !hasWork else { return 0 }
    guard let deadline else { return -1 }
    let remaining = ContinuousClock.now.duration(to: deadline)
    guard remaining > .zero else { return 0 }
    let milliseconds = (remaining / .milliseconds(1)).rounded(.up)
    return Int32(min(milliseconds, Double(Int32.max)))
  }

  fileprivate var isDue: Bool {
    if hasWork { return true }
    guard let deadline else { return false }
    return ContinuousClock.now >= deadline
  }
}
