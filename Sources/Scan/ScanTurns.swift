import Synchronization

/// One scan at a time, in the order in which they were asked for.
final class ScanTurns: Sendable {
  private struct State {
    var isTaken = false
    var nextTicket = 0
    var waiting: [(ticket: Int, turn: CheckedContinuation<Bool, Never>)] = []
  }

  private let state = Mutex(State())

  /// Waits for the turn; who has taken it gives it back.
  func take() async throws(ScanError) {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    let hasTurn = await withTaskCancellationHandler {
      await withCheckedContinuation { turn in
        let isDecided = state.withLock { state -> Bool? in
          // A cancellation before this lock shows here; a later one finds the ticket waiting.
          if Task.isCancelled { return false }
          if state.isTaken {
            state.waiting.append((ticket, turn))
            return nil
          }
          state.isTaken = true
          return true
        }
        if let isDecided { turn.resume(returning: isDecided) }
      }
    } onCancel: {
      let turn = state.withLock { state in
        state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0).turn }
      }
      turn?.resume(returning: false)
    }
    guard hasTurn else { throw .cancelled }
  }

  func giveBack() {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard !state.waiting.isEmpty else {
        state.isTaken = false
        return nil
      }
      return state.waiting.removeFirst().turn
    }
    next?.resume(returning: true)
  }
}
