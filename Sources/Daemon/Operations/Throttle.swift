import Dispatch
import Synchronization

/// Passes on the newest of many values: the first at once, then at most one an interval, the last one always.
///
/// While nothing is submitted nothing runs.
final class Throttle<Value: Sendable>: Sendable {
  private struct State {
    /// What waits to be passed on.
    var newest: Value?
    var last: Value?
    var isRunning = false
  }

  private let state = Mutex(State())
  private let interval: DispatchTimeInterval
  private let queue = DispatchQueue(label: "soul.throttle", qos: .utility)
  private let deliver: @Sendable (Value) async -> Void

  init(every interval: DispatchTimeInterval, deliver: @escaping @Sendable (Value) async -> Void) {
    self.interval = interval
    self.deliver = deliver
  }

  /// What was submitted last, passed on or not.
  var last: Value? { state.withLock(\.last) }

  func submit(_ value: Value) {
    let mustStart = state.withLock { state in
      state.newest = value
      state.last = value
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if mustStart { queue.async { self.passOn() } }
  }

  private func passOn() {
    let value = state.withLock { state in
      defer { state.newest = nil }
      if state.newest == nil { state.isRunning = false }
      return state.newest
    }
    guard let value else { return }
    Task {
      await deliver(value)
      queue.asyncAfter(deadline: .now() + interval) { self.passOn() }
    }
  }
}
