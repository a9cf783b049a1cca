import Synchronization

/// Holds how a process ended for everybody who waits for it.
final class ExitLatch: Sendable {
  private struct State {
    var exit: ProcessExit?
    var waiters: [CheckedContinuation<ProcessExit, Never>] = []
  }

  private let state = Mutex(State())

  var exit: ProcessExit? {
    state.withLock { $0.exit }
  }

  func wait() async -> ProcessExit {
    await withCheckedContinuation { continuation in
      let exit = state.withLock { state in
        if state.exit == nil { state.waiters.append(continuation) }
        return state.exit
      }
      if let exit { continuation.resume(returning: exit) }
    }
  }

  func set(_ exit: ProcessExit) {
    let waiters = state.withLock { state in
      state.exit = exit
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(returning: exit) }
  }
}
