/// What a `DescriptorWatch` waits for in one turn of its thread.
public struct DescriptorInterest: Sendable {
  /// The descriptor to wait for; negative waits for none.
  public var descriptor: Int32
  public var events: DescriptorEvents
  /// When the watch is woken at the latest; `nil` never.
  public var deadline: ContinuousClock.Instant?
  /// Whether there is work left over, so that the thread looks at the descriptor without waiting.
  public var hasWork: Bool

  public init(
    descriptor: Int32, events: DescriptorEvents, deadline: ContinuousClock.Instant? = nil,
    hasWork: Bool = false
  ) {
    self.descriptor = descriptor
    self.events = events
    self.deadline = deadline
    self.hasWork = hasWork
  }
}
