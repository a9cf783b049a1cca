import Model
import Testing

@Suite struct PlayQueueTests {
  @Test func anEmptyQueueHasNothingAndGoesNowhere() {
    var queue = PlayQueue()
    #expect(queue.current == nil)
    #expect(queue.successor == nil && queue.predecessor == nil && queue.following == nil)
    expect(!queue.next() && !queue.previous() && !queue.advance())
  }

  @Test func playsInOrderAndStaysAtTheEnds() throws {
    var queue = makeQueue(3)
    #expect(ids(queue.order) == [1, 2, 3])
    #expect(queue.current?.id.rawValue == 1)
    expect(!queue.previous())
    expect(queue.next() && queue.next())
    #expect(queue.current?.id.rawValue == 3)
    #expect(queue.successor == nil)
    expect(!queue.next())
    #expect(queue.current?.id.rawValue == 3)
  }

  @Test func loopingThePlaylistWrapsBothWays() {
    var queue = makeQueue(3)
    queue.setLoop(.playlist)
    expect(queue.previous())
    #expect(queue.current?.id.rawValue == 3)
    expect(queue.advance())
    #expect(queue.current?.id.rawValue == 1)
  }

  @Test func loopingATrackRepeatsItButNextStillMovesOn() {
    var queue = makeQueue(2)
    queue.setLoop(.track)
    expect(queue.advance())
    #expect(queue.current?.id.rawValue == 1)
    expect(queue.next())
    #expect(queue.current?.id.rawValue == 2)
    expect(queue.next())
    #expect(queue.current?.id.rawValue == 2, "at the end the repeated track is what Next goes to")
  }

  @Test func anEntrysIDIsNeverReused() {
    var queue = makeQueue(2)
    queue.removeAll()
    var generator = SystemRandomNumberGenerator()
    queue.replace(with: [.file(path: "/a")], start: 0, using: &generator)
    #expect(ids(queue.entries) == [3])
  }

  @Test func replacingStartsWhereAsked() {
    var generator = SystemRandomNumberGenerator()
    var queue = PlayQueue()
    queue.replace(with: items(3), start: 2, using: &generator)
    #expect(queue.current?.id.rawValue == 3)
    queue.replace(with: items(3), start: 99, using: &generator)
    #expect(queue.current?.id.rawValue == 4)
    queue.replace(with: items(3), start: -1, using: &generator)
    #expect(queue.current?.id.rawValue == 7)
  }

  @Test func insertingKeepsTheCurrentEntry() throws {
    var generator = SystemRandomNumberGenerator()
    var queue = makeQueue(3)
    expect(queue.next())
    let first = try #require(queue.entries.first).id
    let insertion = queue.insert(items(1), after: first, using: &generator)
    let inserted = try #require(insertion)
    #expect(ids(queue.order) == [1, inserted[0].rawValue, 2, 3])
    #expect(queue.current?.id.rawValue == 2)
    expect(queue.insert(items(1), after: QueueEntry.ID(rawValue: 99), using: &generator) == nil)
    _ = queue.insert(items(1), after: nil, using: &generator)
    #expect(queue.entries.last?.id.rawValue == 5)
  }

  @Test func removingTheCurrentEntryMakesTheNextSurvivorCurrent() {
    var queue = makeQueue(4)
    expect(queue.next())
    expect(queue.remove([id(2), id(3)]))
    #expect(queue.current?.id.rawValue == 4)
    expect(queue.remove([id(4)]))
    #expect(queue.current?.id.rawValue == 1)
    expect(!queue.remove([id(1), id(77)]))
    #expect(queue.entries.count == 1)
    expect(queue.remove([id(1)]))
    #expect(queue.current == nil)
  }

  @Test func movingReordersAroundTheCurrentEntry() {
    var queue = makeQueue(4)
    expect(queue.next())
    expect(queue.move(id(4), after: nil))
    #expect(ids(queue.order) == [4, 1, 2, 3])
    #expect(queue.current?.id.rawValue == 2)
    expect(queue.move(id(4), after: id(2)))
    #expect(ids(queue.order) == [1, 2, 4, 3])
    expect(!queue.move(id(4), after: id(4)))
    expect(!queue.move(id(9), after: nil))
    expect(!queue.move(id(1), after: id(9)))
    #expect(ids(queue.order) == [1, 2, 4, 3])
  }

  @Test(arguments: 0..<20) func shufflingPlaysEachEntryOnceFromTheCurrentOne(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    var queue = makeQueue(20)
    expect(queue.jump(to: id(7)))
    queue.setShuffled(true, using: &generator)
    var heard = [queue.current?.id.rawValue]
    while queue.advance() { heard.append(queue.current?.id.rawValue) }
    #expect(heard.first == 7)
    #expect(Set(heard) == Set((1...20).map { Int64($0) }) && heard.count == 20)
    #expect(ids(queue.entries) == Array(1...20), "what a person sees stays in its order")
    let last = queue.current
    queue.setShuffled(false, using: &generator)
    #expect(queue.current == last)
    #expect(ids(queue.order) == Array(1...20))
  }

  @Test(arguments: 0..<20) func whatIsAddedToAShuffledRoundIsStillHeardInIt(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    var queue = makeQueue(6)
    queue.setShuffled(true, using: &generator)
    expect(queue.next() && queue.next())
    let atEnd = queue.insert(items(3), after: nil, using: &generator)
    let added = try #require(atEnd)
    let behindCurrent = queue.insert(items(1), after: queue.current?.id, using: &generator)
    let next = try #require(behindCurrent)
    #expect(queue.successor?.id == next[0])
    var upcoming: Set<Int64> = []
    while queue.next() { upcoming.insert(queue.current?.id.rawValue ?? 0) }
    #expect(upcoming.isSuperset(of: added.map(\.rawValue)))
    #expect(upcoming.count == 7)
  }

  @Test func aSavedQueueComesBackAndADamagedOneIsMended() {
    var generator = SeededGenerator(state: 5)
    var queue = makeQueue(5)
    queue.setShuffled(true, using: &generator)
    expect(queue.next())
    let restored = PlayQueue(
      entries: queue.entries, order: queue.order.map(\.id), current: queue.current?.id, loop: queue.loop,
      isShuffled: true, nextEntryID: queue.nextEntryID)
    #expect(restored == queue)

    let mended = PlayQueue(
      entries: queue.entries + [queue.entries[0]], order: [id(3), id(99), id(3)], current: id(42),
      loop: .none,
      isShuffled: true, nextEntryID: 0)
    #expect(ids(mended.order) == [3, 1, 2, 4, 5])
    #expect(mended.current?.id.rawValue == 3)
    #expect(mended.nextEntryID == 6)
  }

  private func items(_ count: Int) -> [QueueEntry.Item] {
    (0..<count).map { .track(Track.ID(rawValue: Int64($0 + 1))) }
  }

  private func makeQueue(_ count: Int) -> PlayQueue {
    var generator = SystemRandomNumberGenerator()
    var queue = PlayQueue()
    queue.replace(with: items(count), start: 0, using: &generator)
    return queue
  }

  /// For calls that change the queue, which `#expect` can't hold.
  private func expect(_ isTrue: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(isTrue, sourceLocation: sourceLocation)
  }

  private func ids(_ entries: [QueueEntry]) -> [Int64] { entries.map(\.id.rawValue) }

  private func id(_ value: Int64) -> QueueEntry.ID { QueueEntry.ID(rawValue: value) }
}
