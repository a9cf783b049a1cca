import Dispatch

/// The one timer of a client; it is set while requests run and wakes nothing else.
final class WakeTimer {
  private let source: any DispatchSourceTimer
  private var time = DispatchTime.distantFuture

  init(queue: DispatchQueue, fired: @escaping @Sendable () -> Void) {
    source = DispatchSource.makeTimerSource(queue: queue)
    source.setEventHandler(handler: fired)
    source.schedule(deadline: .distantFuture)
    source.activate()
  }

  deinit {
    source.cancel()
  }

  /// - Parameter deadline: `nil` for never.
  func set(_ deadline: DispatchTime?) {
    let time = deadline ?? .distantFuture
    guard time != self.time else { return }
    self.time = time
    source.schedule(deadline: time, leeway: .milliseconds(1))
  }

  /// To be called when it has fired: the same time can be set again then.
  func clear() {
    time = .distantFuture
  }
}
