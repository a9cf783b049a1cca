import Synchronization

/// What a faulty proxy does to the bytes on their way to clients.
final class ProxyFaults: Sendable {
  /// How much of some bytes is let through, and whether the connection breaks off after that.
  struct Verdict {
    let count: Int
    /// `nil` where it goes on.
    let breakOff: BreakOff?
  }

  struct BreakOff {
    let isAbrupt: Bool
  }

  private struct State {
    var gate: TestGate?
    var rest: Int?
    var carried = 0
    var isAbrupt = true
  }

  private let state = Mutex(State())

  func hold() -> TestGate {
    let gate = TestGate()
    state.withLock { $0.gate = gate }
    return gate
  }

  func openGate() {
    state.withLock { $0.gate.take() }?.open()
  }

  func cut(after count: Int, isAbrupt: Bool) {
    state.withLock { state in
      state.rest = count
      state.isAbrupt = isAbrupt
    }
  }

  /// Bytes that clients' sides of the connections have taken.
  var carried: Int { state.withLock(\.carried) }

  func count(_ bytes: Int) {
    state.withLock { $0.carried += bytes }
  }

  /// Blocks the thread while bytes are held up.
  func verdict(on count: Int) -> Verdict {
    state.withLock(\.gate)?.pass()
    return state.withLock { state in
      guard let rest = state.rest else { return Verdict(count: count, breakOff: nil) }
      guard rest <= count else {
        state.rest = rest - count
        return Verdict(count: count, breakOff: nil)
      }
      state.rest = nil
      return Verdict(count: rest, breakOff: BreakOff(isAbrupt: state.isAbrupt))
    }
  }
}
