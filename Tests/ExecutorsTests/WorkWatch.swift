import Executors

/// Is woken without a descriptor: while it has work left, and at a deadline.
final class WorkWatch: DescriptorWatch {
  private var turns: Int
  private var deadline: ContinuousClock.Instant?
  private let continuation: AsyncStream<Int>.Continuation
  private var wakeUps = 0

  init(turns: Int, deadline: ContinuousClock.Instant?, _ continuation: AsyncStream<Int>.Continuation) {
    self.turns = turns
    self.deadline = deadline
    self.continuation = continuation
  }

  var interest: DescriptorInterest {
    DescriptorInterest(descriptor: -1, events: [], deadline: deadline, hasWork: turns > 0)
  }

  func wake(with events: DescriptorEvents) {
    wakeUps += 1
    continuation.yield(wakeUps)
    if turns > 0 { turns -= 1 } else { deadline = nil }
    if turns == 0, deadline == nil { continuation.finish() }
  }
}
