import Foundation
import Model
import TestKit
import Testing

@testable import Playback

/// Servers that go in the middle of a track, all of them, and come back.
@Suite(.timeLimit(.minutes(2))) struct ReturnTests {
  private static let whole = Recording(frames: 300_007)

  /// The place that was kept is where the sound broke off.
  private func expect(_ position: MediaTime, toBeWhat captured: CapturedSound) {
    let heard = captured.duration.seconds
    #expect(position > .zero && abs(heard - position.seconds) < 0.2, "\(position) of \(heard) s")
  }

  private func expectWhole(_ captured: CapturedSound) {
    let whole = Double(Self.whole.frames) / Double(Recording.rate)
    let heard = captured.duration.seconds
    #expect(abs(heard - whole) < 0.2, "\(heard) of \(whole) s")
  }

  @Test func aTrackWhoseOnlyServerDiesKeepsItsPlace() async throws {
    let folder = try TemporaryFolder()
    let captured = try CapturedSound(in: folder)
    let fixture = try await PlayerFixture(sink: captured.sink(sync: true))
    let home = try await fixture.addServer("Home", active: true)
    let path = try await Self.whole.write(to: "a.wav", in: folder)
    let size = Int64(try folder.bytes(of: "a.wav").count)
    let stream = try ScriptedStream(file: path, .breaks(at: size * 3 / 5), piece: 30_000)
    let uris = [
      try await fixture.addTrack("One", on: [(home, stream)]),
      try await fixture.addTrack("Two", on: [(home, ScriptedStream([], .isGone))]),
    ]
    try await fixture.player.replaceQueue(uris, start: 0, play: true)
    let broken = try await fixture.state("stopped") { $0.status == .stopped && !$0.lastError.isEmpty }
    #expect(broken.currentIndex == 0)
    expect(broken.position, toBeWhat: captured)
    stream.become(.none)
    await fixture.player.play()
    let resumed = try await fixture.update("a jump to the place") { $0.seeked != nil }
    #expect(resumed.seeked == broken.position)
    #expect(resumed.state.status == .playing && resumed.state.lastError.isEmpty)
    let end = try await fixture.state("heard to the end") { $0.status == .stopped }
    #expect(end.currentIndex == 1 && end.lastError.contains("Two"))
    expectWhole(captured)
    try await fixture.end()
  }

  @Test func threeFormsOfATrackTakeOverFromOneAnotherUntilNoneIsLeft() async throws {
    let folder = try TemporaryFolder()
    let captured = try CapturedSound(in: folder)
    let fixture = try await PlayerFixture(sink: captured.sink(sync: true))
    var streams: [ScriptedStream] = []
    var places: [(Source.ID, ScriptedStream)] = []
    for (name, form, part) in [("Home", "flac", 0.3), ("Friend", "mp3", 0.5), ("Attic", "wav", 0.8)] {
      let path = try await Self.whole.write(to: "a.\(form)", in: folder)
      let size = Double(try folder.bytes(of: "a.\(form)").count)
      let stream = try ScriptedStream(file: path, .breaks(at: Int64(size * part)), piece: 30_000)
      streams.append(stream)
      places.append((try await fixture.addServer(name, active: name == "Home"), stream))
    }
    let uri = try await fixture.addTrack("Far", on: places)
    try await fixture.player.open(uri)
    let broken = try await fixture.state("all dead") { $0.status == .stopped }
    #expect(broken.lastError.contains("Far") && broken.lastError.contains("Attic"))
    expect(broken.position, toBeWhat: captured)
    streams[1].become(.none)
    for index in [0, 2] { streams[index].become(.isGone) }
    await fixture.player.play()
    let end = try await fixture.state("heard to the end") { $0.status == .stopped }
    #expect(end.lastError.isEmpty)
    expectWhole(captured)
    try await fixture.end()
  }

  @Test func whoPressesPlayHearsAServerThatIsBack() async throws {
    let fixture = try await PlayerFixture()
    let home = try await fixture.addServer("Home")
    let attic = try await fixture.addServer("Attic")
    let tone = try ScriptedStream(file: fixture.tone("a.wav", seconds: 20))
    let uris = [
      try await fixture.addTrack("One", on: [(home, tone), (attic, tone)]),
      try await fixture.addTrack("Two", on: [(home, tone)]),
    ]
    try await fixture.player.replaceQueue(uris, start: 0, play: false)
    for server in [home, attic] { try await fixture.setOnline(false, server) }
    // Nobody is back yet.
    await fixture.player.play()
    let stopped = try await fixture.state("stopped") { $0.status == .stopped && !$0.lastError.isEmpty }
    #expect(stopped.currentIndex == 0)
    #expect(try await fixture.servers.searches.event(0) == [home, attic])
    fixture.servers.whenSearched { try? await fixture.setOnline(true, attic) }
    await fixture.player.play()
    let playing = try await fixture.state("playing") { $0.status == .playing && $0.canSeek }
    #expect(playing.currentIndex == 0 && playing.lastError.isEmpty)
    try await fixture.end()
  }

  @Test func whoAsksForWhatIsAwayMakesItsServersBeLookedFor() async throws {
    let fixture = try await PlayerFixture()
    let home = try await fixture.addServer("Home")
    let uri = try await fixture.addTrack("Far", on: [(home, ScriptedStream([], .isGone))])
    try await fixture.setOnline(false, home)
    await #expect(throws: PlaybackError.offline(uri)) { try await fixture.player.open(uri) }
    #expect(try await fixture.servers.searches.event(0) == [home])
    try await fixture.end()
  }
}
