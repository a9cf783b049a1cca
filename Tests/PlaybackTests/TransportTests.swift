import Foundation
import Model
import Playback
import Testing

@Suite(.timeLimit(.minutes(2))) struct TransportTests {
  @Test func playsPausesAndStops() async throws {
    let fixture = try await PlayerFixture()
    let path = try fixture.tone("a.wav", seconds: 30)
    try await fixture.player.open(fixture.uri(path))
    var state = try await fixture.state("playing") { $0.status == .playing }
    #expect(state.current?.url == fixture.uri(path))
    #expect(state.canPlay && !state.canGoNext && !state.canGoPrevious)
    state = try await fixture.state("its duration is known") { $0.canSeek }
    #expect(state.current?.duration == MediaTime(microseconds: 30_000_000))
    _ = try await fixture.state("the position moves") { $0.position > .zero }
    await fixture.player.pause()
    state = try await fixture.state("paused") { $0.status == .paused }
    let position = state.position
    #expect(position == state.position)
    await fixture.player.stop()
    state = try await fixture.state("stopped") { $0.status == .stopped }
    #expect(state.position == .zero)
    #expect(state.current != nil)
    try await fixture.end()
  }

  @Test func oneTrackAfterTheOtherAndThenStoppedAtTheBeginning() async throws {
    let fixture = try await PlayerFixture()
    let paths = try (1...3).map { try fixture.tone("\($0).wav", seconds: 0.3) }
    try await fixture.player.replaceQueue(paths.map(fixture.uri), start: 0, play: true)
    for path in paths {
      _ = try await fixture.state("\(path) plays") {
        $0.current?.url == fixture.uri(path) && $0.status == .playing
      }
    }
    let state = try await fixture.state("the end") { $0.status == .stopped }
    #expect(state.current?.url == fixture.uri(paths[0]))
    #expect(state.lastError == "")
    try await fixture.end()
  }

  @Test func nextAndPreviousKeepPausedPausedAndStoppedStopped() async throws {
    let fixture = try await PlayerFixture()
    let paths = try (1...3).map { try fixture.tone("\($0).wav", seconds: 20) }
    try await fixture.player.replaceQueue(paths.map(fixture.uri), start: 0, play: false)
    await fixture.player.next()
    var state = try await fixture.state("the second, stopped") { $0.currentIndex == 1 }
    #expect(state.status == .stopped)
    await fixture.player.play()
    await fixture.player.pause()
    await fixture.player.next()
    state = try await fixture.state("the third, paused") { $0.currentIndex == 2 }
    #expect(state.status == .paused)
    #expect(!state.canGoNext && state.canGoPrevious)
    await fixture.player.previous()
    state = try await fixture.state("the second, paused") { $0.currentIndex == 1 }
    #expect(state.status == .paused)
    #expect(state.position == .zero)
    try await fixture.end()
  }

  @Test func nextAtTheEndStops() async throws {
    let fixture = try await PlayerFixture()
    try await fixture.player.open(fixture.uri(try fixture.tone("a.wav", seconds: 20)))
    _ = try await fixture.state("playing") { $0.status == .playing }
    await fixture.player.next()
    _ = try await fixture.state("stopped") { $0.status == .stopped }
    try await fixture.end()
  }

  @Test func seeksAddUpWhilePausedAndAreToldOnce() async throws {
    let fixture = try await PlayerFixture()
    try await fixture.player.open(fixture.uri(try fixture.tone("a.wav", seconds: 60)))
    _ = try await fixture.state("playing") { $0.canSeek }
    await fixture.player.pause()
    let paused = try await fixture.state("paused") { $0.status == .paused }
    let start = paused.position.microseconds
    for step in 1...3 {
      await fixture.player.seek(by: MediaTime(microseconds: 5_000_000))
      let update = try await fixture.update("a seek") { $0.seeked != nil }
      #expect(update.seeked?.microseconds == start + Int64(step) * 5_000_000)
      #expect(update.state.position == update.seeked)
    }
    await fixture.player.seek(by: MediaTime(microseconds: .min))
    #expect(try await fixture.update("to the beginning") { $0.seeked != nil }.seeked == .zero)
    try await fixture.end()
  }

  @Test func aSeekPastTheEndIsNext() async throws {
    let fixture = try await PlayerFixture()
    let paths = try (1...2).map { try fixture.tone("\($0).wav", seconds: 20) }
    try await fixture.player.replaceQueue(paths.map(fixture.uri), start: 0, play: true)
    _ = try await fixture.state("playing") { $0.canSeek }
    await fixture.player.seek(by: MediaTime(microseconds: .max))
    let update = try await fixture.update("the second") { $0.state.currentIndex == 1 }
    #expect(update.seeked == nil)
    try await fixture.end()
  }

  @Test func aStaleOrImpossiblePositionChangesNothing() async throws {
    let fixture = try await PlayerFixture()
    try await fixture.player.open(fixture.uri(try fixture.tone("a.wav", seconds: 20)))
    let state = try await fixture.state("playing") { $0.canSeek }
    let entry = try #require(state.current).entry.id
    await fixture.player.setPosition(MediaTime(microseconds: 1_000_000), of: QueueEntry.ID(rawValue: 999))
    await fixture.player.setPosition(MediaTime(microseconds: -1), of: entry)
    await fixture.player.setPosition(MediaTime(microseconds: 20_000_001), of: entry)
    await fixture.player.setPosition(MediaTime(microseconds: 7_000_000), of: entry)
    let update = try await fixture.update("the one that fits") { $0.seeked != nil }
    #expect(update.seeked == MediaTime(microseconds: 7_000_000))
    try await fixture.end()
  }

  @Test func previousRestartsWhereThePersonWantsIt() async throws {
    let limit = MediaTime(microseconds: 3_000_000)
    let fixture = try await PlayerFixture(
      configuration: PlaybackConfiguration(previousRestartsAfter: limit))
    let paths = try (1...2).map { try fixture.tone("\($0).wav", seconds: 20) }
    try await fixture.player.replaceQueue(paths.map(fixture.uri), start: 1, play: true)
    _ = try await fixture.state("playing") { $0.canSeek }
    await fixture.player.seek(by: MediaTime(microseconds: 5_000_000))
    await fixture.player.previous()
    let update = try await fixture.update("back at the beginning") { $0.seeked == .zero }
    #expect(update.state.currentIndex == 1)
    await fixture.player.previous()
    _ = try await fixture.state("the track before") { $0.currentIndex == 0 }
    try await fixture.end()
  }

  @Test(arguments: [Double.nan, .infinity, -1, 0.1, 5]) func aRateOutOfRangeIsRefused(rate: Double)
    async throws
  {
    let fixture = try await PlayerFixture()
    await #expect(throws: PlaybackError.self) { try await fixture.player.setRate(rate) }
    try await fixture.end()
  }

  @Test func rateZeroPauses() async throws {
    let fixture = try await PlayerFixture()
    try await fixture.player.open(fixture.uri(try fixture.tone("a.wav", seconds: 20)))
    try await fixture.player.setRate(0)
    let state = try await fixture.state("paused") { $0.status == .paused }
    #expect(state.rate == 1)
    try await fixture.end()
  }

  @Test func volumeIsHeldInItsRange() async throws {
    let fixture = try await PlayerFixture()
    try await fixture.player.setVolume(-3)
    #expect(try await fixture.state("silent") { $0.volume != 1 }.volume == 0)
    try await fixture.player.setVolume(7)
    #expect(try await fixture.state("full") { $0.volume != 0 }.volume == 1)
    await #expect(throws: PlaybackError.self) { try await fixture.player.setVolume(.nan) }
    try await fixture.end()
  }

  @Test func nothingIsToldTwice() async throws {
    let fixture = try await PlayerFixture()
    try await fixture.player.open(fixture.uri(try fixture.tone("a.wav", seconds: 20)))
    _ = try await fixture.state("playing and known") { $0.canSeek && $0.position > .zero }
    await fixture.player.play()
    await fixture.player.setLoop(.none)
    await fixture.player.setShuffled(false)
    try await fixture.player.setRate(1)
    try await fixture.player.setVolume(1)
    await fixture.player.pause()
    let next = try await fixture.update("the next update") { _ in true }
    #expect(next.state.status == .paused)
    try await fixture.end()
  }
}
