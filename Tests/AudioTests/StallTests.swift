import Audio
import Model
import TestKit
import Testing

/// Bytes that come late, or in small pieces.
@Suite(.timeLimit(.minutes(1))) struct StallTests {
  static let whole = Recording(frames: 300_007)

  @Test(arguments: ["wav", "flac"]) func thePositionWaitsForTheBytes(format: String) async throws {
    let deck = try Deck(sync: true)
    let path = try await Self.whole.write(to: "a.\(format)", in: deck.folder)
    let size = try deck.folder.bytes(of: "a.\(format)").count
    let late = EventLog<Void>()
    let source = try MemorySource(file: path, fault: .stalls(at: Int64(size / 3), until: late))
    try await deck.pipeline.load(
      AudioItem(id: 1, input: .bytes(source, name: "far")), at: .zero, playing: true)
    guard case .stalled(1, let position)? = await deck.wait(for: \.isStalled) else {
      Issue.record("\(deck.events)")
      return
    }
    #expect(await deck.pipeline.position() == position)
    late.append(())
    guard case .settled(1, true, let resumed)? = await deck.wait(for: \.isSettled) else {
      Issue.record("\(deck.events)")
      return
    }
    #expect(resumed >= position)
    await deck.waitForEnd(of: 1)
    #expect(try deck.captured().distance(to: Self.whole) == 0)
  }

  @Test func aPersonCanPauseSeekAndStopWhileItStalls() async throws {
    let deck = try Deck(sync: true)
    let path = try await Self.whole.write(to: "a.wav", in: deck.folder)
    let late = EventLog<Void>()
    let source = try MemorySource(file: path, fault: .stalls(at: 400_000, until: late))
    let item = AudioItem(id: 1, input: .bytes(source, name: "far"))
    try await deck.pipeline.load(item, at: .zero, playing: true)
    await deck.wait(for: \.isStalled)
    await deck.pipeline.pause()
    await deck.pipeline.play()
    await deck.pipeline.seek(to: MediaTime(microseconds: 500_000))
    #expect(
      await deck.wait(for: \.isSeeked) == .seeked(item: 1, position: MediaTime(microseconds: 500_000)))
    // It plays from there up to where the bytes end again.
    await deck.wait(for: \.isStalled)
    await deck.pipeline.stop()
    #expect(try await deck.record(.file(path: path)).distance(to: Self.whole) == 0)
  }

  @Test func smallPiecesAreReadOnce() async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.mp3", in: deck.folder)
    let plain = try await deck.record(.file(path: path))
    // It can't give a byte twice, as a radio can't.
    let once = OnceSource(try MemorySource(file: path), piece: 1_000)
    #expect(try await deck.record(.bytes(once, name: "radio")).frames > plain.frames - 3_000)
  }
}
