import Foundation

/// Holds up a faulty server or proxy at a place until the test lets it go on. Once open it stays open.
public final class TestGate: Sendable {
  /// Tells each time that somebody comes to the gate while it is closed.
  public let arrivals = EventLog<Void>()
  private let condition = NSCondition()
  // Read and written under the condition's lock alone.
  private nonisolated(unsafe) var isOpen = false

  public init() {}

  public func open() {
    condition.withLock {
      isOpen = true
      condition.broadcast()
    }
  }

  /// Blocks the thread until the gate is open: not for a task.
  func pass() {
    if condition.withLock({ !isOpen }) { arrivals.append(()) }
    condition.withLock {
      while !isOpen { condition.wait() }
    }
  }
}
