/// The queue as a value: what is in it, in which order it plays, and which entry is current.
///
/// A queue that holds anything has a current entry. `entries` is the order a person sees; `order` is the order
/// it plays in, the same unless shuffled. A shuffled round repeats in its order, so that Previous leads back.
public struct PlayQueue: Equatable, Sendable {
  public internal(set) var entries: [QueueEntry] = []
  public internal(set) var order: [QueueEntry] = []
  public internal(set) var loop: LoopStatus = .none
  public internal(set) var isShuffled = false
  /// The id that the next new entry gets.
  public internal(set) var nextEntryID: Int64 = 1
  /// The current entry's place in `order`; `nil` only while the queue is empty.
  var position: Int?

  public init() {}

  /// A queue as it was saved. What doesn't fit together is mended: input is never a bug.
  /// - Parameters:
  ///   - order: the playing order by entry ids; entries it lacks follow in their own order.
  ///   - current: the current entry; the first where it isn't one of `entries`.
  ///   - nextEntryID: raised where an entry has that id already.
  public init(
    entries: [QueueEntry], order: [QueueEntry.ID], current: QueueEntry.ID?, loop: LoopStatus,
    isShuffled: Bool,
    nextEntryID: Int64
  ) {
    var seen: Set<QueueEntry.ID> = []
    let unique = entries.filter { seen.insert($0.id).inserted }
    self.entries = unique
    self.loop = loop
    self.isShuffled = isShuffled
    if isShuffled {
      var remaining = Dictionary(uniqueKeysWithValues: unique.map { ($0.id, $0) })
      let ordered = order.compactMap { remaining.removeValue(forKey: $0) }
      self.order = ordered + unique.filter { remaining[$0.id] != nil }
    } else {
      self.order = unique
    }
    self.nextEntryID = max(nextEntryID, (unique.map(\.id.rawValue).max() ?? 0) + 1)
    position = self.order.isEmpty ? nil : self.order.firstIndex { $0.id == current } ?? 0
  }

  /// Whether the two differ in nothing but in which entry is the current one.
  public func hasSameOrder(as other: PlayQueue) -> Bool {
    var moved = other
    moved.position = position
    return moved == self
  }

  public var isEmpty: Bool { entries.isEmpty }

  public var current: QueueEntry? { position.map { order[$0] } }

  /// What follows when the current entry has played to its end; `nil`: the queue is at its end.
  public var following: QueueEntry? { loop == .track ? current : successor }

  /// What `next()` would go to: MPRIS `CanGoNext`.
  public var successor: QueueEntry? { neighbour(+1) }

  /// What `previous()` would go to: MPRIS `CanGoPrevious`.
  public var predecessor: QueueEntry? { neighbour(-1) }

  private func neighbour(_ step: Int) -> QueueEntry? {
    guard let position else { return nil }
    let target = position + step
    if order.indices.contains(target) { return order[target] }
    switch loop {
    case .none: return nil
    case .track: return order[position]
    case .playlist: return step > 0 ? order.first : order.last
    }
  }

  /// Goes to the successor; at the end, where there is none, stays.
  /// - Returns: whether there was one.
  public mutating func next() -> Bool { go(to: successor) }

  /// Goes to the predecessor; at the beginning, where there is none, stays.
  /// - Returns: whether there was one.
  public mutating func previous() -> Bool { go(to: predecessor) }

  /// Goes to what follows a track that has ended.
  /// - Returns: whether anything follows.
  public mutating func advance() -> Bool { go(to: following) }

  /// Makes the first entry of the playing order the current one.
  public mutating func rewind() {
    position = order.isEmpty ? nil : 0
  }

  /// - Returns: whether the queue holds that entry.
  public mutating func jump(to id: QueueEntry.ID) -> Bool {
    go(to: order.first { $0.id == id })
  }

  private mutating func go(to entry: QueueEntry?) -> Bool {
    guard let entry, let position else { return false }
    // A step goes to the place beside; only a jump or a wrap has to look for it.
    let nearby = [position + 1, position - 1, position].first {
      order.indices.contains($0) && order[$0].id == entry.id
    }
    guard let target = nearby ?? order.firstIndex(where: { $0.id == entry.id }) else { return false }
    self.position = target
    return true
  }
}
