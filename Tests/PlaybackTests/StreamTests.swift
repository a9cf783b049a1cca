import Foundation
import Model
import Playback
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct StreamTests {
  static let whole = Recording(frames: 150_011)

  @Test func aStreamPlaysAndIsSought() async throws {
    let fixture = try await PlayerFixture()
    let server = try await fixture.addServer("Home", active: true)
    let tone = try ScriptedStream(file: fixture.tone("a.wav", seconds: 60), piece: 10_000)
    let uri = try await fixture.addTrack("Far", on: [(server, tone)])
    try await fixture.player.open(uri)
    let state = try await fixture.state("playing") { $0.canSeek && $0.anchor.position >= .zero }
    #expect(state.current?.title == "Far")
    #expect(state.current?.duration == MediaTime(microseconds: 60_000_000))
    await fixture.player.seek(by: MediaTime(microseconds: 30_000_000))
    #expect(try await fixture.update("a seek") { $0.seeked != nil }.state.status == .playing)
    try await fixture.end()
  }

  @Test(arguments: [[true, false], [false, true], [true, true]])
  func streamsAndFilesFollowEachOtherWithoutAGap(kinds: [Bool]) async throws {
    let folder = try TemporaryFolder()
    let captured = try CapturedSound(in: folder)
    let fixture = try await PlayerFixture(sink: captured.sink(sync: true))
    let server = try await fixture.addServer("Home")
    let cut = 70_123
    let halves = [Self.whole[0..<cut], Self.whole[cut..<Self.whole.frames]]
    var uris: [String] = []
    for (index, half) in halves.enumerated() {
      let path = try await half.write(to: "\(index).flac", in: folder)
      uris.append(
        kinds[index]
          ? try await fixture.addTrack("\(index)", on: [(server, ScriptedStream(file: path, piece: 7_000))])
          : fixture.uri(path))
    }
    try await fixture.player.replaceQueue(uris, start: 0, play: true)
    _ = try await fixture.state("heard to the end") { $0.status == .stopped }
    #expect(captured.heard.distance(to: Self.whole) == 0)
    try await fixture.end()
  }

  @Test func aTrackWhoseServersAreAllOfflineIsRefusedByName() async throws {
    let fixture = try await PlayerFixture()
    let server = try await fixture.addServer("Home")
    let tone = try ScriptedStream(file: fixture.tone("a.wav", seconds: 20))
    let uri = try await fixture.addTrack("Far", on: [(server, tone)])
    try await fixture.setOnline(false, server)
    await #expect(throws: PlaybackError.offline(uri)) { try await fixture.player.open(uri) }
    try await fixture.setOnline(true, server)
    try await fixture.player.open(uri)
    _ = try await fixture.state("playing") { $0.status == .playing && $0.canSeek }
    try await fixture.end()
  }

  @Test func reachedByAdvanceAnOfflineTrackIsSkippedWithANote() async throws {
    let fixture = try await PlayerFixture()
    let near = try await fixture.addServer("Near")
    let far = try await fixture.addServer("Far")
    let path = try fixture.tone("a.wav", seconds: 0.3)
    let long = try fixture.tone("b.wav", seconds: 20)
    let uris = [
      try await fixture.addTrack("One", on: [(near, ScriptedStream(file: path))]),
      try await fixture.addTrack("Two", on: [(far, ScriptedStream(file: path))]),
      try await fixture.addTrack("Three", on: [(near, ScriptedStream(file: long))]),
    ]
    try await fixture.setOnline(false, far)
    try await fixture.player.replaceQueue(uris, start: 0, play: true)
    let state = try await fixture.state("the third plays") { $0.currentIndex == 2 && $0.canSeek }
    #expect(state.lastError.contains("Two"))
    try await fixture.end()
  }

  @Test func whatFollowsIsChosenAnewWhenAServerGoes() async throws {
    let fixture = try await PlayerFixture()
    let first = try await fixture.addServer("First", active: true)
    let second = try await fixture.addServer("Second")
    let path = try fixture.tone("a.wav", seconds: 20)
    let streams = (try ScriptedStream(file: path), try ScriptedStream(file: path))
    let uris = [
      fixture.uri(path), try await fixture.addTrack("Two", on: [(first, streams.0), (second, streams.1)]),
    ]
    try await fixture.player.replaceQueue(uris, start: 0, play: true)
    _ = try await fixture.state("playing") { $0.canSeek }
    // Told again and again, as a sync does, it is not asked each time: once, or twice where it came before the load.
    for _ in 0..<20 { await fixture.player.refreshMetadata() }
    #expect(streams.0.questions <= 2 && streams.1.questions == 0)
    try await fixture.setOnline(false, first)
    streams.0.become(.isGone)
    await fixture.player.sourcesChanged()
    await fixture.player.seek(by: MediaTime(microseconds: 19_800_000))
    let state = try await fixture.state("the second is heard") { $0.currentIndex == 1 && $0.position > .zero }
    #expect(state.lastError.isEmpty)
    #expect(streams.1.questions >= 1)
    try await fixture.end()
  }
}
