extension PlayQueue {
  /// Drops everything and takes these items.
  /// - Parameter start: the place in `items` that becomes current; past the end means the first.
  public mutating func replace(
    with items: [QueueEntry.Item], start: Int, using generator: inout some RandomNumberGenerator
  ) {
    entries = makeEntries(items)
    order = entries
    position = entries.isEmpty ? nil : entries.indices.contains(start) ? start : 0
    if isShuffled { shuffle(using: &generator) }
  }

  /// - Parameter after: the entry that they follow; `nil` puts them at the end.
  /// - Returns: the new entries' ids; `nil`, with nothing changed, where `after` isn't in the queue.
  public mutating func insert(
    _ items: [QueueEntry.Item], after: QueueEntry.ID?, using generator: inout some RandomNumberGenerator
  ) -> [QueueEntry.ID]? {
    guard let place = insertionIndex(after: after, in: entries) else { return nil }
    let inserted = makeEntries(items)
    let current = current
    entries.insert(contentsOf: inserted, at: place)
    if !isShuffled {
      order = entries
    } else if let after, after == current?.id, let position {
      order.insert(contentsOf: inserted, at: position + 1)
    } else {
      for entry in inserted {
        let upcoming = (position ?? -1) + 1
        order.insert(entry, at: Int.random(in: upcoming...order.count, using: &generator))
      }
    }
    position = order.isEmpty ? nil : order.firstIndex { $0.id == current?.id } ?? 0
    return inserted.map(\.id)
  }

  /// Takes entries out; where the current one goes, the next that stays becomes current, else the last.
  /// - Returns: `false`, with nothing changed, where one of them isn't in the queue.
  public mutating func remove(_ ids: Set<QueueEntry.ID>) -> Bool {
    guard ids.isSubset(of: entries.lazy.map(\.id)) else { return false }
    let survivor = position.flatMap { position in
      order[position...].first { !ids.contains($0.id) } ?? order[..<position].last { !ids.contains($0.id) }
    }
    entries.removeAll { ids.contains($0.id) }
    order.removeAll { ids.contains($0.id) }
    position = order.firstIndex { $0.id == survivor?.id }
    return true
  }

  /// - Parameter after: the entry that it follows from now on; `nil` puts it first.
  /// - Returns: `false`, with nothing changed, where one of the two isn't in the queue or both are the same.
  public mutating func move(_ id: QueueEntry.ID, after: QueueEntry.ID?) -> Bool {
    guard id != after, let from = entries.firstIndex(where: { $0.id == id }) else { return false }
    var moved = entries
    let entry = moved.remove(at: from)
    guard let place = after == nil ? 0 : insertionIndex(after: after, in: moved) else { return false }
    moved.insert(entry, at: place)
    let current = current
    entries = moved
    if !isShuffled {
      order = moved
      position = order.firstIndex { $0.id == current?.id }
    }
    return true
  }

  public mutating func removeAll() {
    entries = []
    order = []
    position = nil
  }

  public mutating func setLoop(_ loop: LoopStatus) {
    self.loop = loop
  }

  /// Shuffling begins a round at the current entry; ending it goes on from there in the order seen.
  public mutating func setShuffled(_ shuffled: Bool, using generator: inout some RandomNumberGenerator) {
    guard shuffled != isShuffled else { return }
    isShuffled = shuffled
    if shuffled {
      shuffle(using: &generator)
    } else {
      let current = current
      order = entries
      position = order.firstIndex { $0.id == current?.id }
    }
  }

  private mutating func shuffle(using generator: inout some RandomNumberGenerator) {
    guard let current else { return }
    order = [current] + entries.filter { $0.id != current.id }.shuffled(using: &generator)
    position = 0
  }

  private mutating func makeEntries(_ items: [QueueEntry.Item]) -> [QueueEntry] {
    items.map { item in
      defer { nextEntryID += 1 }
      return QueueEntry(id: QueueEntry.ID(rawValue: nextEntryID), item: item)
    }
  }

  private func insertionIndex(after: QueueEntry.ID?, in entries: [QueueEntry]) -> Int? {
    guard let after else { return entries.count }
    return entries.firstIndex { $0.id == after }.map { $0 + 1 }
  }
}
