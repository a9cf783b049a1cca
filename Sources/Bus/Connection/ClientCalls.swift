/// The calls of one client that aren't answered yet.
final class ClientCalls {
  /// So many handlers of one client run at a time; its further calls wait their turn.
  static let maximumRunning = 256

  /// A property read that waits for the calls that its client made before.
  struct ParkedRead {
    let message: Message
    let read: StateRead
    /// The last call that was started before.
    let last: UInt64
  }

  /// The numbers of the calls whose handlers run, ascending.
  private(set) var running: [UInt64] = []
  private(set) var parkedReads: [ParkedRead] = []
  /// What came after the limit was reached.
  var waiting = MessageQueue()
  /// Whether `waiting` is being worked off further up in the call stack.
  var isAdvancing = false
  private var last: UInt64 = 0

  var isIdle: Bool { running.isEmpty && waiting.isEmpty }
  var isFull: Bool { running.count >= Self.maximumRunning }

  func begin() -> UInt64 {
    last += 1
    running.append(last)
    return last
  }

  func park(_ message: Message, _ read: StateRead) {
    parkedReads.append(ParkedRead(message: message, read: read, last: last))
  }

  /// - Returns: the reads that waited for this call and for no other, in their order.
  func end(_ number: UInt64) -> [ParkedRead] {
    running.removeAll { $0 == number }
    guard !parkedReads.isEmpty else { return [] }
    let earliest = running.first ?? .max
    let due = parkedReads.prefix { $0.last < earliest }
    parkedReads.removeFirst(due.count)
    return Array(due)
  }
}
