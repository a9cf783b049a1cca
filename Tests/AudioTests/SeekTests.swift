import Audio
import Model
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct SeekTests {
  static let whole = Recording(frames: 200_017)
  static let place = 88_200

  private func input(_ deck: Deck, _ format: String, _ kind: GaplessTests.Kind) async throws -> MediaInput {
    try kind.input(try await Self.whole.write(to: "a.\(format)", in: deck.folder))
  }

  /// 2 s in, that is frame 88,200.
  @Test(arguments: ["flac", "wav", "aiff", "wv", "m4a"], GaplessTests.Kind.allCases)
  func aSeekLandsOnTheSample(format: String, kind: GaplessTests.Kind) async throws {
    let deck = try Deck()
    let item = AudioItem(id: 1, input: try await input(deck, format, kind))
    try await deck.pipeline.load(item, at: .zero, playing: false)
    await deck.wait(for: \.isSettled)
    await deck.pipeline.seek(to: MediaTime(microseconds: 2_000_000))
    let landed = await deck.wait(for: \.isSeeked)
    #expect(landed == .seeked(item: 1, position: MediaTime(microseconds: 2_000_000)))
    let position = await deck.pipeline.position()
    #expect(position == MediaTime(microseconds: 2_000_000))
    await deck.pipeline.play()
    await deck.waitForEnd(of: 1)
    let heard = try deck.captured()
    #expect(heard.frames == Self.whole.frames - Self.place)
    #expect(heard.distance(to: Self.whole[Self.place..<Self.whole.frames]) == 0)
  }

  @Test(arguments: ["mp3", "ogg", "opus"], GaplessTests.Kind.allCases)
  func lossySeeksLandWithinAFrame(format: String, kind: GaplessTests.Kind) async throws {
    let deck = try Deck()
    let item = AudioItem(id: 1, input: try await input(deck, format, kind))
    try await deck.pipeline.load(item, at: .zero, playing: true)
    await deck.waitForEnd(of: 1)
    let all = try deck.captured()
    try await deck.pipeline.load(item, at: MediaTime(microseconds: 2_000_000), playing: true)
    await deck.waitForEnd(of: 1)
    let heard = try deck.captured()
    // Opus: 20 ms a frame, and the resampler from 48 kHz may round. The others land on the sample.
    let tolerance = format == "opus" ? 882 : 0
    let shift = try #require(heard.shift(against: all, at: Self.place))
    #expect(abs(shift) <= tolerance)
    #expect(abs(heard.frames - (all.frames - Self.place)) <= (format == "opus" ? 1 : 0))
  }
}
