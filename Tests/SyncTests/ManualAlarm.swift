import Sync

/// An alarm of a clock that a test sets by hand.
struct ManualAlarm: Alarm {
  let action: @Sendable () -> Void

  func cancel() {
    action()
  }
}
