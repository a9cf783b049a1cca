import Glibc
import Sync
import Synchronization
import TestKit

/// A clock that a test sets by hand.
final class ManualClock: AlarmClock {
  private struct State {
    // The library tells its times by the real clock.
    var now = Int64(time(nil))
    var ringsAtOnce = false
    var last = 0
    var alarms: [Int: (time: Int64, action: @Sendable () -> Void)] = [:]
  }

  /// The delays that were asked for, in order.
  let delays = EventLog<Duration>()
  private let state = Mutex(State())

  var now: Int64 { state.withLock(\.now) }

  /// How many alarms are set.
  var pending: Int { state.withLock(\.alarms.count) }

  /// From now on what is due at once rings at once, as with the real clock; before, at the next `advance`.
  func ringAtOnce() {
    state.withLock { $0.ringsAtOnce = true }
  }

  func ring(after delay: Duration, _ action: @escaping @Sendable () -> Void) -> any Alarm {
    let (key, isDue) = state.withLock { state in
      state.last += 1
      let isDue = state.ringsAtOnce && delay <= .zero
      if !isDue { state.alarms[state.last] = (state.now + delay.components.seconds, action) }
      return (state.last, isDue)
    }
    delays.append(delay)
    if isDue { action() }
    return ManualAlarm { [weak self] in self?.state.withLock { _ = $0.alarms.removeValue(forKey: key) } }
  }

  /// Waits for a delay, past those that are none: whether a sync that is due at once is planned before it begins, or has
  /// begun by then, is nobody's matter.
  /// - Parameter number: 0 is the first.
  func delay(_ number: Int) async throws -> Duration {
    var index = 0
    var left = number
    while true {
      let delay = try await delays.event(index)
      if delay > .zero {
        guard left > 0 else { return delay }
        left -= 1
      }
      index += 1
    }
  }

  /// Lets time pass; what is due rings.
  func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now += duration.components.seconds
      let due = state.alarms.filter { $0.value.time <= state.now }
      for key in due.keys { state.alarms[key] = nil }
      return due.values.map(\.action)
    }
    for action in due { action() }
  }
}
