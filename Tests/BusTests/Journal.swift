/// Notes what happened in what order.
actor Journal<Entry: Sendable> {
  private(set) var entries: [Entry] = []

  func note(_ entry: Entry) {
    entries.append(entry)
  }
}
