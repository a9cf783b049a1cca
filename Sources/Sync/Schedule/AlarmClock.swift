/// Rings once after a time. The system's clock does in the daemon, one that is set by hand in tests.
public protocol AlarmClock: Sendable {
  /// Seconds since 1970.
  var now: Int64 { get }

  /// - Parameters:
  ///   - delay: from now, ≥ 0; the time that the machine sleeps counts.
  ///   - action: on a queue of the clock's own. An alarm that is cancelled while it rings may still act.
  func ring(after delay: Duration, _ action: @escaping @Sendable () -> Void) -> any Alarm
}
