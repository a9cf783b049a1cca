import Synchronization

/// Everybody who wants to hear of changes.
final class ChangeAnnouncements: Sendable {
  private struct State {
    var nextKey = 0
    var listeners: [Int: AsyncStream<LibraryChange>.Continuation] = [:]
  }

  private let state = Mutex(State())

  func stream() -> AsyncStream<LibraryChange> {
    AsyncStream { continuation in
      let key = state.withLock { state in
        state.nextKey += 1
        state.listeners[state.nextKey] = continuation
        return state.nextKey
      }
      continuation.onTermination = { [weak self] _ in
        self?.state.withLock { _ = $0.listeners.removeValue(forKey: key) }
      }
    }
  }

  func send(_ change: LibraryChange) {
    let listeners = state.withLock { Array($0.listeners.values) }
    for listener in listeners {
      listener.yield(change)
    }
  }

  func finish() {
    let listeners = state.withLock { Array($0.listeners.values) }
    for listener in listeners {
      listener.finish()
    }
  }
}
