import Model
import Testing

@Suite struct PlayQueueTests {
  @Test func anEmptyQueueHasNothingAndGoesNowhere() {
    var queue = PlayQueue()
    #expect(queue.current == nil)
    #expect(queue.successor == nil && queue.predecessor == nil && queue.following == nil)
    let step1 = !queue.next() && !queue.previous() && !queue.advance()
    #expect(step1)
  }

  @Test func playsInOrderAndStaysAtTheEnds() throws {
    var queue = makeQueue(3)
    #expect(ids(queue.order) == [1, 2, 3])
    #expect(queue.current?.id.rawValue == 1)
    let step2 = !queue.previous()
    #expect(step2)
    let step3 = queue.next() && queue.next()
    #expect(step3)
    #expect(queue.current?.id.rawValue == 3)
    #expect(queue.successor == nil)
    let step4 = !queue.next()
    #expect(step4)
    #expect(queue.current?.id.rawValue == 3)
  }

  @Test func loopingThePlaylistWrapsBothWays() {
    var queue = makeQueue(3)
    queue.setLoop(.playlist)
    let step5 = queue.previous()
    #expect(step5)
    #expect(queue.current?.id.rawValue == 3)
    let step6 = queue.advance()
    #expect(step6)
    #expect(queue.current?.id.rawValue == 1)
  }

  @Test func loopingATrackRepeatsItButNextStillMovesOn() {
    var queue = makeQueue(2)
    queue.setLoop(.track)
    let step7 = queue.advance()
    #expect(step7)
    #expect(queue.current?.id.rawValue == 1)
    let step8 = queue.next()
    #expect(step8)
    #expect(queue.current?.id.rawValue == 2)
    let step9 = queue.next()
    #expect(step9)
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
    let step10 = queue.next()
    #expect(step10)
    let first = try #require(queue.entries.first).id
    let step11 = queue.insert(items(1), after: first, using: &generator)
    let inserted = try #require(step11)
    #expect(ids(queue.order) == [1, inserted[0].rawValue, 2, 3])
    #expect(queue.current?.id.rawValue == 2)
    let step12 = queue.insert(items(1), after: QueueEntry.ID(rawValue: 99), using: &generator) == nil
    #expect(step12)
    _ = queue.insert(items(1), after: nil, using: &generator)
    #expect(queue.entries.last?.id.rawValue == 5)
  }

  @Test func removingTheCurrentEntryMakesTheNextSurvivorCurrent() {
    var queue = makeQueue(4)
    let step13 = queue.next()
    #expect(step13)
    let step14 = queue.remove([id(2), id(3)])
    #expect(step14)
    #expect(queue.current?.id.rawValue == 4)
    let step15 = queue.remove([id(4)])
    #expect(step15)
    #expect(queue.current?.id.rawValue == 1)
    let step16 = !queue.remove([id(1), id(77)])
    #expect(step16)
    #expect(queue.entries.count == 1)
    let step17 = queue.remove([id(1)])
    #expect(step17)
    #expect(queue.current == nil)
  }

  @Test func movingReordersAroundTheCurrentEntry() {
    var queue = makeQueue(4)
    let step18 = queue.next()
    #expect(step18)
    let step19 = queue.move(id(4), after: nil)
    #expect(step19)
    #expect(ids(queue.order) == [4, 1, 2, 3])
    #expect(queue.current?.id.rawValue == 2)
    let step20 = queue.move(id(4), after: id(2))
    #expect(step20)
    #expect(ids(queue.order) == [1, 2, 4, 3])
    let step21 = !queue.move(id(4), after: id(4))
    #expect(step21)
    let step22 = !queue.move(id(9), after: nil)
    #expect(step22)
    let step23 = !queue.move(id(1), after: id(9))
    #expect(step23)
    #expect(ids(queue.order) == [1, 2, 4, 3])
  }

  @Test(arguments: 0..<20) func shufflingPlaysEachEntryOnceFromTheCurrentOne(seed: UInt64) {
    var generator = Seeded(state: seed)
    var queue = makeQueue(20)
    let step24 = queue.jump(to: id(7))
    #expect(step24)
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
    var generator = Seeded(state: seed)
    var queue = makeQueue(6)
    queue.setShuffled(true, using: &generator)
    let step25 = queue.next() && queue.next()
    #expect(step25)
    let step26 = queue.insert(items(3), after: nil, using: &generator)
    let added = try #require(step26)
    let step27 = queue.insert(items(1), after: queue.current?.id, using: &generator)
    let next = try #require(step27)
    #expect(queue.successor?.id == next[0])
    var upcoming: Set<Int64> = []
    while queue.next() { upcoming.insert(queue.current?.id.rawValue ?? 0) }
    #expect(upcoming.isSuperset(of: added.map(\.rawValue)))
    #expect(upcoming.count == 7)
  }

  @Test func aSavedQueueComesBackAndADamagedOneIsMended() {
    var generator = Seeded(state: 5)
    var queue = makeQueue(5)
    queue.setShuffled(true, using: &generator)
    let step28 = queue.next()
    #expect(step28)
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

  private func ids(_ entries: [QueueEntry]) -> [Int64] { entries.map(\.id.rawValue) }

  private func id(_ value: Int64) -> QueueEntry.ID { QueueEntry.ID(rawValue: value) }
}

/// SplitMix64: the same numbers at every run.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
