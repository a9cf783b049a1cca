internal import Dispatch

/// A time limit for calls of libsecret's, which have none of their own that would do: a frozen service holds one for
/// 50 seconds. It wakes nothing once it is lifted.
final class CallLimit {
  /// Where limits run out: a queue that no call blocks.
  static let queue = DispatchQueue(label: "soul.keyring.limit", qos: .userInitiated)

  private let timer: any DispatchSourceTimer

  /// Begins to run at once.
  init(until deadline: DispatchTime, expired: @escaping @Sendable () -> Void) {
    timer = DispatchSource.makeTimerSource(queue: Self.queue)
    timer.setEventHandler(handler: expired)
    timer.schedule(deadline: deadline)
    timer.activate()
  }

  deinit {
    timer.cancel()
  }

  /// Gives what follows more time.
  func extend(until deadline: DispatchTime) {
    timer.schedule(deadline: deadline)
  }

  func lift() {
    timer.cancel()
  }
}
