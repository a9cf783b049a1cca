import Dispatch
import Glibc

/// The clock on the wall.
public struct SystemAlarmClock: AlarmClock {
  private let queue = DispatchQueue(label: "soul.sync.clock", qos: .utility)

  public init() {}

  public var now: Int64 { Int64(time(nil)) }

  public func ring(after delay: Duration, _ action: @escaping @Sendable () -> Void) -> any Alarm {
    let timer = DispatchSource.makeTimerSource(queue: queue)
    let seconds = Double(delay.components.seconds) + Double(delay.components.attoseconds) / 1e18
    // A tenth of leeway lets the system put wake-ups together.
    timer.schedule(
      wallDeadline: .now() + seconds, leeway: .milliseconds(Int(min(60_000, seconds * 100))))
    timer.setEventHandler(handler: action)
    timer.activate()
    return TimerAlarm(timer: timer)
  }
}
