/// Messages that wait until the bus has read what was written before.
///
/// Those that are urgent and the others go out by turns, so that neither kind waits for all of the other.
struct Outbox {
  private var urgent = MessageQueue()
  private var ordinary = MessageQueue()
  private var isOrdinarysTurn = false

  var isEmpty: Bool { urgent.isEmpty && ordinary.isEmpty }
  var holdsUrgent: Bool { !urgent.isEmpty }
  var holdsOrdinary: Bool { !ordinary.isEmpty }

  mutating func append(_ message: Message) {
    ordinary.append(message)
  }

  mutating func append(urgent message: Message) {
    urgent.append(message)
  }

  mutating func popFirst() -> Message? {
    isOrdinarysTurn.toggle()
    return isOrdinarysTurn
      ? ordinary.popFirst() ?? urgent.popFirst()
      : urgent.popFirst() ?? ordinary.popFirst()
  }
}
