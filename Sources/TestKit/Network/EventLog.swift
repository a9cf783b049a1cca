import Synchronization

/// What happened so far, for tests that wait until enough has happened.
public final class EventLog<Event: Sendable>: Sendable {
  private struct Waiter {
    let id: UInt64
    let index: Int
    let continuation: CheckedContinuation<Event?, Never>
  }

  private struct State {
    var events: [Event] = []
    var lastWaiter: UInt64 = 0
    var waiters: [Waiter] = []
  }

  private let state = Mutex(State())

  public init() {}

  /// In the order in which they happened.
  public var events: [Event] { state.withLock(\.events) }

  public func append(_ event: Event) {
    let answered = state.withLock { state in
      state.events.append(event)
      let index = state.events.count - 1
      defer { state.waiters.removeAll { $0.index == index } }
      return state.waiters.filter { $0.index == index }
    }
    for waiter in answered { waiter.continuation.resume(returning: event) }
  }

  /// Waits until it has happened.
  /// - Parameter index: 0 is the first.
  /// - Throws: `CancellationError` when the task is cancelled before.
  public func event(_ index: Int) async throws -> Event {
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    let event = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isCancelled = Task.isCancelled
        let (event, isKnown) = state.withLock { state in
          if state.events.indices.contains(index) { return (Event?.some(state.events[index]), true) }
          if isCancelled { return (nil, true) }
          state.waiters.append(Waiter(id: id, index: index, continuation: continuation))
          return (nil, false)
        }
        if isKnown { continuation.resume(returning: event) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
      }
      waiter?.continuation.resume(returning: nil)
    }
    guard let event else { throw CancellationError() }
    return event
  }
}
