internal import Synchronization

/// Counts the calls that are under way or wait in line.
final class CallDemand: Sendable {
  private let count = Atomic<Int>(0)

  func enter() {
    count.add(1, ordering: .relaxed)
  }

  /// - Returns: whether it was the last one.
  func leave() -> Bool {
    count.subtract(1, ordering: .relaxed).newValue == 0
  }
}
