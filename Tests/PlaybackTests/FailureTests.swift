import Audio
import Foundation
import Model
import Testing

@testable import Playback

@Suite(.timeLimit(.minutes(2))) struct FailureTests {
  @Test func aBrokenFileIsNamedAndSkipped() async throws {
    let fixture = try await PlayerFixture()
    let broken = try fixture.file("broken.flac", Array("no music at all, and not a header either".utf8))
    let good = try fixture.tone("good.wav", seconds: 20)
    try await fixture.player.replaceQueue([broken, good].map(fixture.uri), start: 0, play: true)
    let state = try await fixture.state("the good one plays") { $0.currentIndex == 1 && $0.canSeek }
    #expect(state.status == .playing)
    #expect(state.lastError.contains("broken"))
    try await fixture.end()
  }

  @Test func aListThatEndsInABrokenFileBeginsAnew() async throws {
    let end = try await endOfList(brokenAfter: 2)
    #expect(end.lastError.contains("broken"))
    #expect(end.currentIndex == 0)
  }

  /// A playbin that is given a broken file while it begins a very short one may tell nothing more of either.
  @Test func aBrokenFileAfterAVeryShortOneHoldsNothingUp() async throws {
    #expect(try await endOfList(brokenAfter: 0.3).lastError.contains("broken"))
  }

  private func endOfList(brokenAfter seconds: Double) async throws -> PlayerState {
    let fixture = try await PlayerFixture()
    let good = try fixture.tone("good.wav", seconds: seconds)
    let broken = try fixture.file("broken.flac", Array("no music at all, and not a header either".utf8))
    try await fixture.player.replaceQueue([good, broken].map(fixture.uri), start: 0, play: true)
    let end = try await fixture.state("stopped") { $0.status == .stopped && !$0.lastError.isEmpty }
    try await fixture.end()
    return end
  }

  @Test func aFileThatVanishesBeforeItsTurnIsSkipped() async throws {
    let fixture = try await PlayerFixture()
    let first = try fixture.tone("1.wav", seconds: 0.3)
    let gone = try fixture.tone("2.wav", seconds: 0.3)
    let last = try fixture.tone("3.wav", seconds: 20)
    try await fixture.player.replaceQueue([first, gone, last].map(fixture.uri), start: 0, play: false)
    try FileManager.default.removeItem(atPath: gone)
    await fixture.player.play()
    let state = try await fixture.state("the last one plays") { $0.currentIndex == 2 && $0.canSeek }
    #expect(state.lastError.contains("2"))
    try await fixture.end()
  }

  @Test(arguments: [LoopStatus.none, .playlist, .track])
  func aFullRoundOfFailuresStops(loop: LoopStatus) async throws {
    let fixture = try await PlayerFixture()
    let broken = try (1...5).map { try fixture.file("\($0).mp3", Array("nothing \($0)".utf8)) }
    await fixture.player.setLoop(loop)
    try await fixture.player.replaceQueue(broken.map(fixture.uri), start: 0, play: true)
    let state = try await fixture.state("stopped") { $0.status == .stopped && !$0.lastError.isEmpty }
    #expect(state.queueLength == 5)
    try await fixture.end()
  }

  @Test func aSinkThatCannotBeMadeStopsAndKeepsThePlace() async throws {
    let fixture = try await PlayerFixture(sink: "nosuchsink")
    let path = try fixture.tone("a.wav", seconds: 20)
    try await fixture.player.open(fixture.uri(path))
    let state = try await fixture.state("stopped") { $0.status == .stopped && !$0.lastError.isEmpty }
    #expect(state.lastError.contains("nosuchsink"))
    #expect(state.current?.url == fixture.uri(path))
    try await fixture.end()
  }

  @Test func whatCannotBePlayedIsRefusedAndNothingChanges() async throws {
    let fixture = try await PlayerFixture()
    let good = try fixture.tone("good.wav", seconds: 20)
    try await fixture.player.replaceQueue([fixture.uri(good)], start: 0, play: false)
    let fifo = fixture.directory + "/pipe.mp3"
    #expect(mkfifo(fifo, 0o600) == 0)
    let empty = try fixture.file("empty.mp3", [])
    let text = try fixture.file("notes.txt", [65])
    for uri in [
      "http://", "nonsense", "", "soul:track/999", "soul:album/999", "soul:search?q=nothing",
      "file:///nowhere.mp3",
      fixture.uri(fifo), fixture.uri(empty), fixture.uri(text), fixture.uri(fixture.directory),
      "file:///dev/zero",
      "file:///proc/self/mem", "file:///proc/kmsg",
    ] {
      await #expect(throws: PlaybackError.self, "\(uri)") { try await fixture.player.open(uri) }
      await #expect(throws: PlaybackError.self, "\(uri)") {
        try await fixture.player.replaceQueue([fixture.uri(good), uri], start: 0, play: true)
      }
    }
    let entries = try await fixture.player.entries(from: 0, limit: 10)
    #expect(entries.map(\.entry.uri.description) == [fixture.uri(good)])
    try await fixture.end()
  }

  @Test func aSinkThatCanNotTellWhereItBrokeOffCostsNoPlace() async throws {
    let fixture = try await PlayerFixture()
    try await fixture.player.open(fixture.uri(try fixture.tone("a.wav", seconds: 60)))
    _ = try await fixture.state("playing") { $0.canSeek && $0.position > .zero }
    let place = MediaTime(microseconds: 30_000_000)
    await fixture.player.seek(by: place)
    _ = try await fixture.update("the jump") { $0.seeked != nil }
    let item = try #require(await fixture.player.loaded?.id)
    await fixture.player.take(.failed(item: item, .soundDevice(reason: "gone"), position: nil))
    let stopped = try await fixture.state("stopped") { $0.status == .stopped }
    #expect(stopped.position >= place && stopped.lastError.contains("gone"))
    try await fixture.end()
  }

  @Test func anEmptyPlaylistIsToldFromOneThatIsNotThere() async throws {
    let fixture = try await PlayerFixture()
    let uri = try await fixture.addPlaylist("Empty", on: try await fixture.addServer("Home")).description
    await #expect(throws: PlaybackError.emptyPlaylist(uri)) { try await fixture.player.open(uri) }
    let unknown = "soul:playlist/999"
    await #expect(throws: PlaybackError.noSuchPlaylist(unknown)) { try await fixture.player.open(unknown) }
    #expect(PlaybackError.emptyPlaylist(uri).description.contains("is empty"))
    #expect(PlaybackError.noSuchPlaylist(unknown).description.contains("soulctl playlists"))
    try await fixture.end()
  }
}
