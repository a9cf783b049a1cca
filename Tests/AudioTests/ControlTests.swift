import Audio
import Foundation
import Model
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct ControlTests {
  static let whole = Recording(frames: 60_000)

  private func item(_ id: UInt64, _ deck: Deck) async throws -> AudioItem {
    AudioItem(id: id, input: .file(path: try await Self.whole.write(to: "a.flac", in: deck.folder)))
  }

  @Test func aPausedLoadStaysAtItsPlace() async throws {
    let deck = try Deck(sync: true)
    // Long enough to be paused before its end on a busy machine.
    let long = Recording(frames: 20 * Recording.rate)
    let item = AudioItem(id: 1, input: .file(path: try await long.write(to: "long.flac", in: deck.folder)))
    let place = MediaTime(microseconds: 500_000)
    try await deck.pipeline.load(item, at: place, playing: false)
    await deck.wait(for: \.isSettled)
    #expect(deck.events.last == .settled(item: 1, playing: false, position: place))
    await deck.pipeline.play()
    await deck.wait(for: \.isSettled)
    guard case .settled(item: 1, playing: true, _)? = deck.events.last else {
      Issue.record("\(deck.events)")
      return
    }
    await deck.pipeline.pause()
    await deck.wait(for: \.isSettled)
    guard case .settled(item: 1, playing: false, _)? = deck.events.last else {
      Issue.record("\(deck.events)")
      return
    }
    await deck.pipeline.seek(to: MediaTime(microseconds: 19_000_000))
    await deck.pipeline.play()
    await deck.waitForEnd(of: 1)
    let tail = try deck.captured().suffix(Recording.rate)
    #expect(tail.distance(to: long[(19 * Recording.rate)..<long.frames]) == 0)
  }

  @Test func seeksInARowGoToTheNewest() async throws {
    let deck = try Deck()
    try await deck.pipeline.load(try await item(1, deck), at: .zero, playing: false)
    for step in 1...50 {
      await deck.pipeline.seek(to: MediaTime(microseconds: Int64(step) * 20_000))
    }
    let position = await deck.pipeline.position()
    #expect(position == MediaTime(microseconds: 1_000_000))
    await deck.wait { $0 == .seeked(item: 1, position: MediaTime(microseconds: 1_000_000)) }
    #expect(deck.events.count(where: \.isSeeked) < 50)
    await deck.pipeline.play()
    await deck.waitForEnd(of: 1)
    #expect(try deck.captured().distance(to: Self.whole[44_100..<60_000]) == 0)
  }

  @Test func theRateShortensTheSoundAndGoesBackExactly() async throws {
    let deck = try Deck()
    let item = try await item(1, deck)
    try await deck.pipeline.load(item, at: .zero, playing: false)
    await deck.wait(for: \.isSettled)
    await deck.pipeline.setRate(2)
    await deck.wait(for: \.isSettled)
    await deck.pipeline.play()
    await deck.waitForEnd(of: 1)
    let frames = try deck.captured().frames
    #expect((27_000...33_000).contains(frames))
    #expect(deck.events.count(where: \.isStarted) == 1)
    await deck.pipeline.setRate(1)
    let heard = try await deck.record(item.input)
    #expect(heard.distance(to: Self.whole) == 0)
  }

  @Test func theVolumeIsCubicAndLasts() async throws {
    let deck = try Deck()
    let item = try await item(1, deck)
    await deck.pipeline.setVolume(0.5)
    for _ in 1...2 {
      let heard = try await deck.record(item.input)
      let expected = Recording(samples: Self.whole.samples.map { Int16((Double($0) * 0.125).rounded()) })
      let distance = try #require(heard.distance(to: expected))
      #expect(distance <= 2)
      await deck.pipeline.stop()
    }
    await deck.pipeline.setVolume(.nan)
    let silence = try await deck.record(item.input)
    #expect(silence.samples.allSatisfy { abs($0) <= 1 })
    // Its own changes are no news.
    #expect(
      !deck.events.contains {
        if case .volumeChanged = $0 { true } else { false }
      })
  }

  @Test func anItemThatWasReplacedSaysNothingAnyMore() async throws {
    let deck = try Deck()
    let input = try await item(0, deck).input
    for id in 1...20 as ClosedRange<UInt64> {
      try await deck.pipeline.load(AudioItem(id: id, input: input), at: .zero, playing: true)
    }
    await deck.waitForEnd(of: 20)
    let numbers = deck.events.compactMap(\.item)
    #expect(numbers == numbers.sorted())
    #expect(
      Set(deck.events.filter(\.isStarted).compactMap(\.item)).count == deck.events.count(where: \.isStarted))
  }

  @Test func hundredsOfCommandsLeaveNothingBehind() async throws {
    let deck = try Deck(sink: "fakesink sync=true")
    let file = try await item(0, deck).input
    guard case .file(let path) = file else { return }
    let bytes = MediaInput.bytes(try MemorySource(file: path), name: "bytes")
    func round(_ id: UInt64) async throws {
      let next = AudioItem(id: id + 1_000, input: id % 3 == 0 ? file : bytes)
      try await deck.pipeline.load(
        AudioItem(id: id, input: id % 2 == 0 ? file : bytes),
        at: MediaTime(microseconds: Int64(id % 5) * 100_000),
        playing: id % 3 != 0)
      deck.pipeline.setNext(next)
      await deck.pipeline.seek(to: MediaTime(microseconds: Int64(id % 7) * 90_000))
      if id % 4 == 0 { await deck.wait { ($0.isSettled && $0.item == id) || $0.isFailure } }
      if id % 5 == 0 { await deck.pipeline.stop() }
      if id % 6 == 0 { await deck.pipeline.pause() }
    }
    for id in 1...20 as ClosedRange<UInt64> { try await round(id) }
    try await deck.settle(file, as: 5_000)
    let before = Self.descriptors
    for id in 21...220 as ClosedRange<UInt64> { try await round(id) }
    try await deck.settle(file, as: 5_001)
    let failures = deck.events.filter(\.isFailure)
    #expect(failures.isEmpty)
    // Other suites run beside this one: growth by the round would be hundreds.
    #expect(Self.descriptors < before + 100)
  }

  private static var descriptors: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
  }

  @Test func aSinkThatIsStuckIsGivenUp() async throws {
    let folder = try TemporaryFolder()
    let pipe = try folder.path(of: "pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    // Opening a pipe that nobody reads blocks for ever.
    let deck = try Deck(sink: "filesink location=\(pipe)")
    try? await deck.pipeline.load(try await item(1, deck), at: .zero, playing: true)
    let error = await deck.waitForFailure()
    #expect(error == .soundDevice(reason: "it does not answer"))
    // Lets the thread that hangs go.
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    close(reader)
  }
}
