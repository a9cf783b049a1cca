import Model
import Testing

@testable import Library

@Suite struct SavedQueueTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func entry(_ id: Int64, _ item: QueueEntry.Item) -> QueueEntry {
    QueueEntry(id: QueueEntry.ID(rawValue: id), item: item)
  }

  private func queue(shuffled: Bool) -> PlayQueue {
    PlayQueue(
      entries: [
        entry(7, .track(Track.ID(rawValue: 1))), entry(3, .file(path: "/tmp/ä ö?#.flac")),
        entry(9, .track(Track.ID(rawValue: 1))), entry(12, .track(Track.ID(rawValue: 99))),
      ],
      order: [9, 12, 7, 3].map { QueueEntry.ID(rawValue: $0) }, current: QueueEntry.ID(rawValue: 12),
      loop: .playlist, isShuffled: shuffled, nextEntryID: 40)
  }

  @Test(arguments: [true, false])
  func aQueueComesBackAsItWas(shuffled: Bool) async throws {
    try await library.add("/m/a", content: 1)
    #expect(try await library.store.savedQueue() == nil)
    let saved = SavedQueue(queue: queue(shuffled: shuffled), position: MediaTime(microseconds: 123_456_789))
    try await library.store.save(saved)
    try await library.store.save(saved)
    #expect(try await library.store.savedQueue() == saved)
  }

  @Test func thePositionIsSavedByItself() async throws {
    try await library.store.savePosition(MediaTime(microseconds: 1), in: nil)
    #expect(try await library.store.savedQueue() == nil)
    try await library.store.save(SavedQueue(queue: queue(shuffled: true), position: .zero))
    try await library.store.savePosition(MediaTime(microseconds: 5), in: QueueEntry.ID(rawValue: 3))
    let saved = try #require(try await library.store.savedQueue())
    #expect(saved.position == MediaTime(microseconds: 5))
    #expect(saved.queue.current?.id.rawValue == 3)
    #expect(saved.queue.order == queue(shuffled: true).order)
  }

  @Test func entryIDsLiveOnWhenTheQueueIsEmptied() async throws {
    try await library.store.save(SavedQueue(queue: queue(shuffled: false), position: .zero))
    let empty = PlayQueue(
      entries: [], order: [], current: nil, loop: .none, isShuffled: false, nextEntryID: 41)
    try await library.store.save(SavedQueue(queue: empty, position: .zero))
    #expect(try await library.store.savedQueue()?.queue.nextEntryID == 41)
    #expect(try await library.store.savedQueue()?.queue.isEmpty == true)
  }

  @Test func aTrackThatIsRemovedLeavesItsEntry() async throws {
    try await library.store.addFolder("/m")
    let track = try await library.add("/m/a", content: 1)
    let queue = PlayQueue(
      entries: [entry(1, .track(track.id))], order: [], current: nil, loop: .none, isShuffled: false,
      nextEntryID: 2)
    try await library.store.save(SavedQueue(queue: queue, position: .zero))
    try await library.store.removeFolder("/m")
    #expect(try await library.store.savedQueue()?.queue == queue)
  }

  @Test func aSettingIsKept() async throws {
    #expect(try await library.store.setting(.volume) == nil)
    try await library.store.set("0.5", for: .volume)
    try await library.store.set("0.7", for: .volume)
    #expect(try await library.store.setting(.volume) == "0.7")
  }
}
