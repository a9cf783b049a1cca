/// A first-in, first-out queue of messages.
struct MessageQueue {
  private var messages: [Message?] = []
  private var head = 0

  var isEmpty: Bool { head == messages.count }

  mutating func append(_ message: Message) {
    messages.append(message)
  }

  mutating func popFirst() -> Message? {
    guard !isEmpty else { return nil }
    let message = messages[head]
    messages[head] = nil
    head += 1
    if head == messages.count {
      messages.removeAll(keepingCapacity: head <= 64)
      head = 0
    } else if head >= 1024 {
      messages.removeFirst(head)
      head = 0
    }
    return message
  }
}
