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
  private let interval: Duration
  private let deliver: @Sendable (Value) async -> Void

  init(every interval: Duration, deliver: @escaping @Sendable (Value) async -> Void) {
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
    guard mustStart else { return }
    Task {
      while let value = next() {
        await deliver(value)
        // Cancelled or not, the loop ends by itself when nothing is left.
        try? await Task.sleep(for: interval)
      }
    }
  }

  private func next() -> Value? {
    state.withLock { state in
      defer { state.newest = nil }
      if state.newest == nil { state.isRunning = false }
      return state.newest
    }
  }
}
