public import Dispatch

/// A time limit for one piece of work; it wakes nothing once it is cancelled.
// Used on the one serial queue that it was made for, and by the last owner's `deinit`, which nothing runs beside.
public final class Deadline: @unchecked Sendable {
  private let timer: any DispatchSourceTimer
  private let limit: DispatchTimeInterval
  private var isOver = false

  /// To be started in the same turn of the queue.
  /// - Parameters:
  ///   - queue: a serial one; `expired` runs on it, and `cancel` is only called on it.
  public init(
    after limit: DispatchTimeInterval, queue: DispatchQueue, expired: @escaping @Sendable () -> Void
  ) {
    timer = DispatchSource.makeTimerSource(queue: queue)
    self.limit = limit
    timer.setEventHandler {
      if self.cancel() { expired() }
    }
  }

  /// Starts the limit. Making the timer wakes another thread, so the work that is limited begins first.
  public func start() {
    timer.schedule(deadline: .now() + limit)
    timer.activate()
  }

  /// - Returns: whether it was still running.
  public func cancel() -> Bool {
    guard !isOver else { return false }
    isOver = true
    timer.cancel()
    timer.setEventHandler(handler: nil)
    return true
  }
}
