import CConcurrency
import Dispatch
import Glibc
import Synchronization

/// The threads that Swift's tasks run on in a process that must not wake up while nothing happens.
///
/// By itself the runtime uses Dispatch's global queues, and on Linux the first job on one of these starts a timer of
/// Dispatch's own that fires every second for as long as the process lives. (Serial queues don't.) These threads
/// sleep until there is a job.
public enum TaskThreads {
  private struct State {
    var jobs = JobQueue()
    /// What runs only while nothing else is due.
    var backgroundJobs = JobQueue()
    var waiting = 0
    var count = 0
  }

  private static let state = Mutex(State())
  /// Counts the jobs that no thread has been woken for yet.
  private static let due = DispatchSemaphore(value: 0)
  /// As many as the runtime would use; a job that blocks a while must not block all.
  private static let limit = max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// Takes over. To be called once, before the first task.
  /// - Throws: `ExecutorError.noThread` where not one thread can be started. Later on those that are there do the work.
  public static func install() throws(ExecutorError) {
    state.withLock { $0.count = 1 }
    try startThread()
    // The runtime gives each job out once, as a pointer that is an `UnownedJob`'s only content.
    soul_take_global_jobs { TaskThreads.enqueue(unsafeBitCast($0, to: UnownedJob.self)) }
  }

  private static func enqueue(_ job: UnownedJob) {
    let needsThread = state.withLock { state in
      if job.priority.rawValue <= JobPriority.background.rawValue {
        state.backgroundJobs.append(job)
      } else {
        state.jobs.append(job)
      }
      guard state.waiting < state.jobs.count + state.backgroundJobs.count, state.count < limit else {
        return false
      }
      state.count += 1
      return true
    }
    if needsThread, (try? startThread()) == nil {
      // Those that run do its work, too, and the next job asks for it again.
      state.withLock { $0.count -= 1 }
    }
    due.signal()
  }

  private static func startThread() throws(ExecutorError) {
    var thread = pthread_t()
    let status = pthread_create(&thread, nil, { _ in TaskThreads.run() }, nil)
    guard status == 0 else { throw .noThread(reason: String(cString: strerror(status))) }
    pthread_detach(thread)
  }

  private static func run() -> Never {
    while true {
      state.withLock { $0.waiting += 1 }
      due.wait()
      let job = state.withLock { state in
        state.waiting -= 1
        return state.jobs.popFirst() ?? state.backgroundJobs.popFirst()
      }
      // The semaphore lets through as many as there are jobs.
      guard let job else { continue }
      // The same pointer that the runtime gave out, once.
      soul_run_global_job(unsafeBitCast(job, to: UnsafeMutableRawPointer.self))
    }
  }
}

extension JobPriority {
  fileprivate static let background = JobPriority(TaskPriority.background)
}
