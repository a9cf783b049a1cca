import Foundation
import Model
import Playback
import Testing

@Suite(.timeLimit(.minutes(2))) struct QueueTests {
  @Test func theQueueComesBackStoppedWhereItWas() async throws {
    var fixture = try await PlayerFixture()
    let paths = try (1...3).map { try fixture.tone("\($0).wav", seconds: 30) }
    try await fixture.player.replaceQueue(paths.map(fixture.uri), start: 1, play: true)
    _ = try await fixture.state("playing") { $0.canSeek }
    await fixture.player.seek(by: MediaTime(microseconds: 12_000_000))
    await fixture.player.setLoop(.playlist)
    await fixture.player.setShuffled(true)
    try await fixture.player.setVolume(0.25)
    await fixture.player.pause()
    let before = try await fixture.state("paused") { $0.status == .paused }
    try await fixture.shutDown()

    fixture = try await PlayerFixture(in: fixture.directory)
    let after = await fixture.player.observe { _ in }
    #expect(after.status == .stopped)
    #expect(after.current?.entry == before.current?.entry)
    #expect(after.position == before.position)
    #expect(after.loop == .playlist && after.isShuffled && after.volume == 0.25)
    #expect(after.queueLength == 3)
    try await fixture.end()
  }

  @Test func entriesKeepTheirNamesThroughEdits() async throws {
    let fixture = try await PlayerFixture()
    let uris = try (1...3).map { fixture.uri(try fixture.tone("\($0).wav", seconds: 30)) }
    let added = try await fixture.player.enqueue(uris, after: nil)
    #expect(added.count == 3)
    try await fixture.player.move(added[2], after: nil)
    let more = try await fixture.player.enqueue([uris[0]], after: added[2])
    var ids = try await fixture.player.entries(from: 0, limit: 10).map(\.entry.id)
    #expect(ids == [added[2], more[0], added[0], added[1]])
    try await fixture.player.dequeue([added[0], more[0]])
    ids = try await fixture.player.entries(from: 1, limit: 10).map(\.entry.id)
    #expect(ids == [added[1]])
    await #expect(throws: PlaybackError.noSuchEntry(added[0])) {
      try await fixture.player.dequeue([added[1], added[0]])
    }
    await #expect(throws: PlaybackError.noSuchEntry(added[0])) {
      try await fixture.player.move(added[1], after: added[0])
    }
    await fixture.player.clearQueue()
    let again = try await fixture.player.enqueue([uris[0]], after: nil)
    #expect(again[0] > more[0])
    try await fixture.end()
  }

  @Test func takingOutWhatPlaysGoesOnWithTheNext() async throws {
    let fixture = try await PlayerFixture()
    let uris = try (1...3).map { fixture.uri(try fixture.tone("\($0).wav", seconds: 30)) }
    try await fixture.player.replaceQueue(uris, start: 0, play: true)
    let playing = try await fixture.state("playing") { $0.canSeek }
    try await fixture.player.dequeue([try #require(playing.current).entry.id])
    let state = try await fixture.state("the second plays") { $0.current?.url == uris[1] }
    #expect(state.status == .playing && state.queueLength == 2 && state.currentIndex == 0)
    await fixture.player.clearQueue()
    let cleared = try await fixture.state("nothing") { $0.current == nil }
    #expect(cleared.status == .stopped && !cleared.canPlay && cleared.queueLength == 0)
    try await fixture.end()
  }

  @Test func openingAFileGoesBehindTheCurrentEntryAndPlays() async throws {
    let fixture = try await PlayerFixture()
    let uris = try (1...3).map { fixture.uri(try fixture.tone("\($0).wav", seconds: 30)) }
    try await fixture.player.replaceQueue([uris[0], uris[1]], start: 0, play: true)
    try await fixture.player.open(uris[2])
    let state = try await fixture.state("it plays") { $0.current?.url == uris[2] }
    #expect(state.currentIndex == 1 && state.queueLength == 3 && state.status == .playing)
    try await fixture.end()
  }

  @Test func aFileOutsideOfTheLibraryShowsItsTags() async throws {
    let fixture = try await PlayerFixture()
    try await fixture.player.open(fixture.uri(try fixture.tone("a.wav", seconds: 30)))
    _ = try await fixture.state("tags") { $0.current?.title == "Tagged a.wav" }
    try await fixture.end()
  }

  @Test func anEditAfterTheHandOverWasPreparedIsHonoured() async throws {
    let fixture = try await PlayerFixture()
    let uris = try (1...3).map { fixture.uri(try fixture.tone("\($0).wav", seconds: $0 == 1 ? 1.0 : 30)) }
    try await fixture.player.replaceQueue([uris[0], uris[1]], start: 0, play: true)
    // About to finish comes while most of this short file is still to be heard: the pipeline has the second by now.
    let state = try await fixture.state("it sounds") { $0.position > .zero }
    let current = try #require(state.current).entry.id
    _ = try await fixture.player.enqueue([uris[2]], after: current)
    let next = try await fixture.state("the next") { $0.current?.url != uris[0] }
    #expect(next.current?.url == uris[2])
    try await fixture.end()
  }
}
