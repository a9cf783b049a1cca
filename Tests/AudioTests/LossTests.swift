import Model
import TestKit
import Testing

@testable import Audio

/// GStreamer loses a seek or an item now and then, where one meets the start of a stream.
@Suite(.timeLimit(.minutes(1))) struct LossTests {
  private static let whole = Recording(frames: 200_017)
  private static let landed = MediaTime(microseconds: 100_000)
  private static let target = MediaTime(microseconds: 2_000_000)

  /// A start may say once more that it holds its first sound, which a seek would be taken to have landed by.
  private func waitUntilPlayable(_ deck: Deck) async {
    await deck.wait(for: \.isSettled)
    await deck.pipeline.seek(to: Self.landed)
    await deck.wait(for: \.isSeeked)
  }

  @Test(arguments: [false, true]) func aSeekThatIsLostIsMadeAnew(isPlaying: Bool) async throws {
    let deck = try Deck(sink: "fakesink sync=true")
    let path = try await Self.whole.write(to: "a.flac", in: deck.folder)
    try await deck.pipeline.load(AudioItem(id: 1, input: .file(path: path)), at: .zero, playing: isPlaying)
    await waitUntilPlayable(deck)
    await deck.pipeline.loseSeek(to: Self.target)
    await deck.wait(for: \.isSeeked)
    #expect(deck.events.last { $0.isSeeked } == .seeked(item: 1, position: Self.target))
    #expect(deck.events.count(where: \.isStarted) == 1)
    await deck.pipeline.play()
    await deck.waitForEnd(of: 1)
    #expect(deck.events.last == .ended(item: 1))
  }

  @Test func theNewestPlaceIsGoneTo() async throws {
    let deck = try Deck(sink: "fakesink sync=true")
    let path = try await Self.whole.write(to: "a.flac", in: deck.folder)
    try await deck.pipeline.load(AudioItem(id: 1, input: .file(path: path)), at: .zero, playing: false)
    await waitUntilPlayable(deck)
    await deck.pipeline.loseSeek(to: .zero)
    await deck.pipeline.seek(to: Self.target)
    await deck.wait(for: \.isSeeked)
    #expect(deck.events.filter(\.isSeeked).dropFirst() == [.seeked(item: 1, position: Self.target)])
    #expect(await deck.pipeline.position() == Self.target)
  }

  @Test(arguments: [true, false]) func aNextThatHangsIsStartedWithAnotherPlaybin(isHeard: Bool) async throws {
    let deck = try Deck(sink: "fakesink sync=true")
    let path = try await Recording(frames: 30_000).write(to: "a.flac", in: deck.folder)
    try await deck.pipeline.load(AudioItem(id: 1, input: .file(path: path)), at: .zero, playing: false)
    await waitUntilPlayable(deck)
    await deck.pipeline.loseNext(AudioItem(id: 2, input: .file(path: path)), isHeard: isHeard)
    await deck.waitForEnd(of: 2)
    #expect(deck.events.last == .ended(item: 2))
    #expect(deck.events.compactMap { $0.isStarted ? $0.item : nil } == [1, 2])
    // What was not heard is, before the next.
    #expect(deck.events.contains { $0.isSettled(playing: true, item: 1) } == !isHeard)
  }

  @Test func whatLosesEachSeekIsGivenUp() async throws {
    let deck = try Deck(sink: "fakesink sync=true")
    let path = try await Self.whole.write(to: "a.flac", in: deck.folder)
    try await deck.pipeline.load(AudioItem(id: 1, input: .file(path: path)), at: .zero, playing: false)
    await waitUntilPlayable(deck)
    await deck.pipeline.loseSeekAgain(to: Self.target)
    #expect(await deck.waitForFailure() == .damaged(name: path, reason: "a seek in it does not end"))
    #expect(await deck.pipeline.position() == Self.target)
  }
}

extension Pipeline {
  /// A seek that the playbin never hears of.
  fileprivate func loseSeek(to target: MediaTime) {
    session?.runningSeek = target
    expectLanding()
  }

  /// A next item that the playbin takes and never plays.
  /// - Parameter isHeard: whether the current item sounds meanwhile.
  fileprivate func loseNext(_ item: AudioItem, isHeard: Bool) {
    // Paused, it is not over before.
    isPlaying = true
    session?.toldPlaying = isHeard
    setNext(item)
    _ = slot.take(epoch: epoch, after: nil)
    expectNext()
  }

  fileprivate func loseSeekAgain(to target: MediaTime) {
    session?.isSecondStart = true
    loseSeek(to: target)
  }
}
