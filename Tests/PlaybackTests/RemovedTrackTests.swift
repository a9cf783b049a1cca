import Library
import Model
import Playback
import Testing

/// Tracks whose server is taken out of the library while they stand in the queue.
@Suite(.timeLimit(.minutes(2))) struct RemovedTrackTests {
  private let fixture: PlayerFixture
  private let server: Source.ID
  /// Three of the server's, and between them a file of this device.
  private let uris: [String]

  init() async throws {
    fixture = try await PlayerFixture()
    server = try await fixture.addServer("home")
    var uris: [String] = []
    for title in ["One", "Two", "Three"] {
      let path = try fixture.tone("\(title).wav", seconds: 30)
      let stream = try ScriptedStream(file: path)
      uris.append(try await fixture.addTrack(title, on: [(server, stream)]))
    }
    uris.insert(fixture.uri(try fixture.tone("own.wav", seconds: 30)), at: 1)
    self.uris = uris
  }

  private func removeServer() async throws {
    try await fixture.library.removeSource(server, keepFiles: false)
    try await fixture.library.finishRemoval(of: server)
    await fixture.player.dropRemovedTracks()
  }

  @Test func whatPlaysGoesOnAsItWasShownAndTheOthersLeave() async throws {
    try await fixture.player.replaceQueue(uris, start: 0, play: true)
    let before = try await fixture.state("playing") { $0.status == .playing && $0.canSeek }
    try await removeServer()
    let after = try await fixture.state("two left") { $0.queueLength == 2 }
    #expect(after.status == .playing && after.canGoNext)
    #expect(after.current == before.current && after.current?.title == "One")
    await fixture.player.refreshMetadata()
    let listed = try await fixture.player.entries(from: 0, limit: 10)
    #expect(listed.count == 2 && listed[0].description.title == "One")
    await fixture.player.next()
    let next = try await fixture.state("next") { $0.current?.entry != before.current?.entry }
    #expect(next.queueLength == 1 && next.currentIndex == 0 && !next.canGoPrevious && next.status == .playing)
    try await fixture.end()
  }

  @Test func whatIsStoppedLeavesAndTheNextIsCurrent() async throws {
    try await fixture.player.replaceQueue(uris, start: 2, play: false)
    try await removeServer()
    let state = try await fixture.state("one left") { $0.queueLength == 1 }
    #expect(state.current?.url == uris[1] && state.status == .stopped)
    try await fixture.end()
  }

  @Test func stoppedWhatPlayedOnLeaves() async throws {
    try await fixture.player.replaceQueue([uris[0]], start: 0, play: true)
    _ = try await fixture.state("playing") { $0.status == .playing && $0.canSeek }
    try await removeServer()
    await fixture.player.stop()
    let state = try await fixture.state("stopped") { $0.status == .stopped }
    #expect(state.queueLength == 0 && state.current == nil && state.lastError == "")
    try await fixture.end()
  }

  @Test func whatWasRemovedMeanwhileIsNotTakenUp() async throws {
    try await fixture.player.replaceQueue(uris, start: 0, play: true)
    _ = try await fixture.state("playing") { $0.status == .playing }
    try await removeServer()
    try await fixture.shutDown()
    let later = try await PlayerFixture(in: fixture.directory)
    let state = await later.player.observe { _ in }
    #expect(state.queueLength == 1 && state.current?.url == uris[1])
    try await later.end()
  }
}
