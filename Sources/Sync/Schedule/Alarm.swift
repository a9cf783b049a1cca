/// What will ring once, until it is cancelled.
public protocol Alarm: Sendable {
  func cancel()
}
