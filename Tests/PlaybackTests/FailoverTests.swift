import Audio
import Foundation
import Model
import TestKit
import Testing

@testable import Playback

@Suite(.timeLimit(.minutes(2))) struct FailoverTests {
  static let whole = Recording(frames: 200_011)
  private static let first = Source.ID(rawValue: 2)
  private static let second = Source.ID(rawValue: 3)

  enum Death: CaseIterable {
    case breaks, stalls, ends

    func fault(at offset: Int64) -> ScriptedStream.Fault {
      switch self {
      case .breaks: .breaks(at: offset)
      case .stalls: .stalls(at: offset)
      case .ends: .ends(at: offset)
      }
    }
  }

  /// Plays a source through a real pipeline to its end.
  private func heard(_ bytes: any ByteSource) async throws -> Recording {
    let folder = try TemporaryFolder()
    let captured = try CapturedSound(in: folder)
    let pipeline = Pipeline(AudioConfiguration(sink: captured.sink(sync: false)))
    try await pipeline.load(
      AudioItem(id: 1, input: .bytes(bytes, name: "stream")), at: .zero, playing: true)
    for await event in pipeline.events {
      if case .failed(_, let error, _) = event { throw error }
      if event == .ended(item: 1) { break }
    }
    return captured.heard
  }

  private func source(_ streams: ScriptedStream...) -> FailoverSource {
    FailoverSource(
      zip([Self.first, Self.second], streams).map { StreamPlace(source: $0, bytes: $1) }, stallsFail: false)
  }

  @Test(arguments: Death.allCases, ["flac", "wav"])
  func theSameFileGoesOnAtTheSameByte(death: Death, format: String) async throws {
    let folder = try TemporaryFolder()
    let path = try await Self.whole.write(to: "a.\(format)", in: folder)
    let size = try Int64(folder.bytes(of: "a.\(format)").count)
    for place in [0, 1, size / 3, size - 2_000] {
      let dying = try ScriptedStream(file: path, death.fault(at: place), piece: 30_000)
      let heard = try await heard(source(dying, try ScriptedStream(file: path)))
      #expect(heard.distance(to: Self.whole) == 0, "byte \(place)")
    }
  }

  @Test func aConnectionThatBreaksOnceIsTakenUpAgain() async throws {
    let stream = ScriptedStream([UInt8](repeating: 1, count: 200_000), .breaks(at: 100_000))
    let source = source(stream)
    #expect(try await source.length() == 200_000)
    #expect(try await source.read(at: 65_536, max: 100_000).count == 34_464)
    await #expect(throws: ScriptedStream.Broken.self) { try await source.read(at: 100_000, max: 10) }
    stream.become(.none)
    #expect(try await source.read(at: 100_000, max: 10).count == 10)
  }

  @Test func anotherFileIsNeverTakenForTheSame() async throws {
    let dying = ScriptedStream([UInt8](repeating: 1, count: 200_000), .breaks(at: 100_000))
    let other = ScriptedStream([UInt8](repeating: 2, count: 200_001))
    let source = source(dying, other)
    #expect(try await source.length() == 200_000)
    await #expect(throws: ScriptedStream.Broken.self) { try await source.read(at: 100_000, max: 10) }
  }

  @Test func aCancelledReadEndsAtOnce() async throws {
    let source = source(
      ScriptedStream([UInt8](repeating: 1, count: 200_000), .stalls(at: 100_000)),
      ScriptedStream([UInt8](repeating: 1, count: 200_000), .stalls(at: 0)))
    let reading = Task { try await source.read(at: 100_000, max: 10) }
    reading.cancel()
    await #expect(throws: CancellationError.self) { try await reading.value }
  }

  @Test(arguments: Death.allCases, [["wav", "flac"], ["flac", "mp3"]])
  func anotherFormGoesOnAtTheSameTime(death: Death, formats: [String]) async throws {
    let folder = try TemporaryFolder()
    let captured = try CapturedSound(in: folder)
    let fixture = try await PlayerFixture(sink: captured.sink(sync: true))
    let home = try await fixture.addServer("Home", active: true)
    let friend = try await fixture.addServer("Friend")
    let dying = try await Self.whole.write(to: "a.\(formats[0])", in: folder)
    let other = try await Self.whole.write(to: "b.\(formats[1])", in: folder)
    let size = try Int64(folder.bytes(of: "a.\(formats[0])").count)
    let uri = try await fixture.addTrack(
      "Far",
      on: [
        (home, ScriptedStream(file: dying, death.fault(at: size / 3), piece: 30_000)),
        (friend, ScriptedStream(file: other)),
      ])
    try await fixture.player.open(uri)
    let end = try await fixture.state("heard to the end") { $0.status == .stopped }
    #expect(end.lastError.isEmpty)
    let heard = captured.heard
    // Little is heard twice or lost.
    #expect(abs(heard.frames - Self.whole.frames) < Recording.rate / 5, "\(heard.frames)")
    let tail = 60_000
    let whole = try await Recording(decoding: other, in: folder)
    let shift = heard.suffix(tail).shift(against: whole, at: whole.frames - tail)
    #expect(shift.map { abs($0) < 2_500 } == true, "\(String(describing: shift))")
    try await fixture.end()
  }

  /// What two servers have by the same hash is played as one: nothing is loaded anew.
  @Test(arguments: Death.allCases) func theHashSaysWhatIsTheSameFile(death: Death) async throws {
    let folder = try TemporaryFolder()
    let captured = try CapturedSound(in: folder)
    let fixture = try await PlayerFixture(sink: captured.sink(sync: true))
    let home = try await fixture.addServer("Home", active: true)
    let friend = try await fixture.addServer("Friend")
    let path = try await Self.whole.write(to: "a.flac", in: folder)
    let size = try Int64(folder.bytes(of: "a.flac").count)
    let uri = try await fixture.addTrack(
      "Far", sha256: [UInt8](repeating: 7, count: 32),
      on: [
        (home, ScriptedStream(file: path, death.fault(at: size / 3), piece: 30_000)),
        (friend, ScriptedStream(file: path)),
      ])
    try await fixture.player.open(uri)
    let end = try await fixture.state("heard to the end") { $0.status == .stopped }
    #expect(end.lastError.isEmpty)
    #expect(captured.heard.distance(to: Self.whole) == 0)
    try await fixture.end()
  }

  @Test func whenAllDieTheTrackIsNamedAndTheNextPlays() async throws {
    let fixture = try await PlayerFixture()
    let home = try await fixture.addServer("Home", active: true)
    let friend = try await fixture.addServer("Friend")
    let path = try fixture.tone("a.wav", seconds: 20)
    let dying = try await fixture.addTrack(
      "Doomed",
      on: [
        (home, ScriptedStream(file: path, .breaks(at: 100_000))),
        (friend, ScriptedStream(file: path, .breaks(at: 120_000))),
      ])
    try await fixture.player.replaceQueue([dying, fixture.uri(path)], start: 0, play: true)
    let state = try await fixture.state("the next plays") { $0.currentIndex == 1 && $0.canSeek }
    #expect(state.lastError.contains("Doomed"))
    #expect(state.status == .playing)
    try await fixture.end()
  }

  @Test(arguments: [true, false]) func aPersonNeedNotWaitForAServerThatStalls(stops: Bool) async throws {
    let fixture = try await PlayerFixture()
    let home = try await fixture.addServer("Home")
    let path = try fixture.tone("a.wav", seconds: 20)
    let stalled = try await fixture.addTrack(
      "Stalled", on: [(home, ScriptedStream(file: path, .stalls(at: 1_000)))])
    try await fixture.player.replaceQueue([stalled, fixture.uri(path)], start: 0, play: true)
    _ = try await fixture.state("playing") { $0.status == .playing }
    if stops {
      await fixture.player.stop()
      _ = try await fixture.state("stopped") { $0.status == .stopped }
    } else {
      await fixture.player.next()
      _ = try await fixture.state("the next plays") { $0.currentIndex == 1 && $0.canSeek }
    }
    try await fixture.end()
  }

  @Test func aFileThatIsGoneIsStreamed() async throws {
    let fixture = try await PlayerFixture()
    let home = try await fixture.addServer("Home")
    let path = try fixture.tone("a.wav", seconds: 20)
    let uri = try await fixture.addTrack("Both", on: [(home, ScriptedStream(file: path))])
    try await fixture.addFile("/nowhere/a.wav", toTrack: uri)
    try await fixture.player.open(uri)
    let state = try await fixture.state("playing") { $0.canSeek }
    #expect(state.status == .playing && state.lastError.isEmpty)
    try await fixture.end()
  }
}
