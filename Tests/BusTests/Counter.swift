/// Counts on an actor of its own, as a daemon's parts do.
actor Counter {
  private(set) var count = 0

  func add() {
    count += 1
  }
}
