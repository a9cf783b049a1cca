public import Dispatch
import Glibc

/// Threads for work that nobody may notice: the system runs them where a processor has nothing else to do.
public enum IdleThread {
  private final class Work {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }

  /// Runs `work` on a thread of its own, which ends with it.
  /// - Parameters:
  ///   - name: as debuggers show it, at most 15 bytes of it.
  ///   - queue: runs it where the system grants no thread.
  public static func run(_ name: String, orOn queue: DispatchQueue, _ work: @escaping @Sendable () -> Void) {
    let named = Work {
      CurrentThread.setName(name)
      CurrentThread.blockSignals()
      CurrentThread.becomeIdle()
      work()
    }
    // The new thread takes over this reference, and nobody else does.
    let argument = Unmanaged.passRetained(named)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, argument.toOpaque())
    guard status == 0 else {
      // There is no thread to take it over.
      argument.release()
      return queue.async(execute: work)
    }
    pthread_detach(thread)
  }
}
