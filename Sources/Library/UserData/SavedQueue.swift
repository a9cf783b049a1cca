public import Model

/// The queue as it was left, and the position in its current entry.
public struct SavedQueue: Equatable, Sendable {
  public var queue: PlayQueue
  /// ≥ 0, from the beginning of the current entry.
  public var position: MediaTime

  public init(queue: PlayQueue, position: MediaTime) {
    self.queue = queue
    self.position = position
  }
}
