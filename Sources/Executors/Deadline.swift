public import Dispatch

/// A time limit for one piece of work; it wakes nothing once it is cancelled.
// Used on the one serial queue that it was made for, and by the last owner's `deinit`, which nothing runs beside.
public final class Deadline: @unchecked Sendable {
  private let timer: any DispatchSourceTimer
  private var isOver = false

  /// - Parameters:
  ///   - queue: a serial one; `expired` runs on it, and `cancel` is only called on it.
  public init(
    after limit: DispatchTimeInterval, queue: DispatchQueue, expired: @escaping @Sendable () -> Void
  ) {
    timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + limit)
    timer.setEventHandler {
      if self.cancel() { expired() }
    }
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
