import Foundation
import Model
import Playback
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct RadioTests {
  private static let url = "https://radio.example/live?x=1"

  private func fixture() async throws -> (PlayerFixture, TemporaryFolder) {
    let folder = try TemporaryFolder()
    let path = try await Recording(frames: 100_000).write(to: "a.mp3", in: folder)
    let fixture = try await PlayerFixture()
    fixture.web.put(try EndlessStation(file: path), at: Self.url)
    return (fixture, folder)
  }

  @Test func aStationPlaysWithItsTitles() async throws {
    let (fixture, folder) = try await fixture()
    try await fixture.player.open(Self.url)
    var state = try await fixture.state("it sounds") { $0.anchor.position >= .zero && $0.status == .playing }
    #expect(state.current?.title == "https://radio.example/live")
    #expect(state.current?.url == Self.url)
    fixture.web.say(StationInfo(name: "Radio Example"), at: Self.url)
    state = try await fixture.state("its name") { $0.current?.title == "Radio Example" }
    fixture.web.say(StationInfo(name: "Radio Example", title: "Miles Davis - So What"), at: Self.url)
    state = try await fixture.state("a title") { $0.current?.title == "So What" }
    #expect(state.current?.artists == ["Miles Davis"])
    #expect(state.current?.album == "Radio Example")
    #expect(state.current?.duration == nil && !state.canSeek)
    let entry = try #require(state.current).entry.id
    await fixture.player.seek(by: MediaTime(microseconds: 5_000_000))
    await fixture.player.setPosition(MediaTime(microseconds: 1), of: entry)
    fixture.web.say(StationInfo(name: "Radio Example", title: "News"), at: Self.url)
    let update = try await fixture.update("only the title") { $0.state.current?.title == "News" }
    #expect(update.seeked == nil && update.state.current?.artists == [])
    try await fixture.end()
    withExtendedLifetime(folder) {}
  }

  @Test func aStationIsHeardAfterAFileAndLeftForOne() async throws {
    let (fixture, folder) = try await fixture()
    let short = try fixture.tone("a.wav", seconds: 0.3)
    let long = try fixture.tone("b.wav", seconds: 20)
    try await fixture.player.replaceQueue(
      [fixture.uri(short), Self.url, fixture.uri(long)], start: 0, play: true)
    _ = try await fixture.state("the station") { $0.currentIndex == 1 && $0.anchor.position >= .zero }
    await fixture.player.next()
    let state = try await fixture.state("the file") { $0.currentIndex == 2 && $0.canSeek }
    #expect(state.lastError.isEmpty)
    try await fixture.end()
    withExtendedLifetime(folder) {}
  }

  @Test func aStationThatIsGoneIsSkippedWithANote() async throws {
    let fixture = try await PlayerFixture()
    let long = try fixture.tone("b.wav", seconds: 20)
    try await fixture.player.replaceQueue(
      ["http://gone.example/live", fixture.uri(long)], start: 0, play: true)
    let state = try await fixture.state("the file") { $0.currentIndex == 1 && $0.canSeek }
    #expect(state.lastError.contains("gone.example"))
    try await fixture.end()
  }

  @Test func theQueueKeepsStations() async throws {
    var fixture = try await PlayerFixture()
    try await fixture.player.replaceQueue([Self.url], start: 0, play: false)
    try await fixture.shutDown()
    fixture = try await PlayerFixture(in: fixture.directory)
    let entries = try await fixture.player.entries(from: 0, limit: 10)
    #expect(entries.map(\.entry.uri.description) == [Self.url])
    try await fixture.end()
  }

  @Test(arguments: ["http://user:password@radio.example/live", "https://", "http:///live", "https://a b/"])
  func anAddressThatIsNoneIsRefused(url: String) async throws {
    let fixture = try await PlayerFixture()
    await #expect(throws: PlaybackError.unknownURI(url)) { try await fixture.player.open(url) }
    try await fixture.end()
  }
}
