/// How long the queue is and where in it the player stands.
struct QueuePlace: Hashable {
  let length: Int
  /// From 0; equals `length` where there is no current entry.
  let current: Int
}
