import Dispatch

/// An alarm of the clock on the wall.
// A dispatch source is thread-safe: it may be cancelled from any thread, however often.
struct TimerAlarm: Alarm, @unchecked Sendable {
  let timer: any DispatchSourceTimer

  func cancel() {
    timer.cancel()
  }
}
