public import Dispatch

/// A serial executor on a dispatch queue, so that an actor's state and a C library's callbacks share one queue.
///
/// A callback hops on with `executor.queue.async { actor.assumeIsolated { … } }`. (On Linux Dispatch brings no
/// `DispatchSerialQueue`, so this is its stand-in.)
public final class DispatchQueueExecutor: SerialExecutor {
  /// The queue that every job of this executor runs on, in the order in which they were enqueued.
  public let queue: DispatchQueue

  /// - Parameters:
  ///   - label: the queue's name as debuggers show it: `soul.player`.
  ///   - qos: the service class of the queue's work.
  public init(label: String, qos: DispatchQoS = .userInitiated) {
    queue = DispatchQueue(label: label, qos: qos)
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    let executor = asUnownedSerialExecutor()
    queue.async { unowned.runSynchronously(on: executor) }
  }

  public func checkIsolated() {
    dispatchPrecondition(condition: .onQueue(queue))
  }
}
