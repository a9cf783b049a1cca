/// A serial executor on a thread of its own, which sleeps in `poll` on one descriptor and its wake-up pipe.
///
/// For an actor that owns a C library's connection: what arrives on the descriptor is handled on the actor's
/// own thread without a hop, and a job from elsewhere costs one wake-up at most.
///
/// The thread ends when the executor is released. All signals but those of faults are blocked on it.
public final class ThreadExecutor: SerialExecutor {
  private let loop: ThreadLoop

  /// - Parameter name: the thread's name as debuggers show it, at most 15 bytes of it: `soul.bus`.
  /// - Throws: `ExecutorError.noThread`.
  public init(name: String) throws(ExecutorError) {
    loop = ThreadLoop(name: name)
    try loop.start(for: self)
  }

  deinit {
    loop.stop()
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    loop.enqueue(UnownedJob(job))
  }

  public func checkIsolated() {
    precondition(loop.isCurrentThread, "this code has to run on the thread of its executor")
  }

  public func isIsolatingCurrentContext() -> Bool? {
    loop.isCurrentThread
  }

  /// Starts to wait for `watch`, which replaces the one before and is retained until `detach`.
  ///
  /// To be called on the executor's thread: from a method of its actor.
  public func attach(_ watch: any DescriptorWatch) {
    checkIsolated()
    loop.watch = watch
  }

  /// Stops to wait for the attached watch. To be called on the executor's thread.
  public func detach() {
    checkIsolated()
    loop.watch = nil
  }
}
