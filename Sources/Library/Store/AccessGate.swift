import Dispatch
import Synchronization

/// Counts the accesses under way, so that the library closes after the last of them and lets no further one in.
final class AccessGate: Sendable {
  private struct State {
    var active = 0
    var isClosing = false
    var isClosed = false
  }

  private let state = Mutex(State())
  private let isEmpty = DispatchSemaphore(value: 0)

  /// - Returns: whether the access may begin; then `leave` has to follow.
  func enter() -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.active += 1
      return true
    }
  }

  func leave() {
    let isLast = state.withLock { state in
      state.active -= 1
      return state.isClosed && state.active == 0
    }
    if isLast { isEmpty.signal() }
  }

  /// Whether it closes soon: what comes in many times should not come again.
  var isClosing: Bool { state.withLock(\.isClosing) }

  func prepareToClose() {
    state.withLock { $0.isClosing = true }
  }

  /// Lets nobody in any more, and waits until everybody has left.
  /// - Returns: `false` where it was closed before.
  func close() -> Bool {
    let active = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      state.isClosed = true
      return state.active
    }
    guard let active else { return false }
    if active > 0 { isEmpty.wait() }
    return true
  }
}
