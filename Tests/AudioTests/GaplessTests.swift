import Audio
import Model
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct GaplessTests {
  enum Kind: CaseIterable {
    case file, bytes

    func input(_ path: String) throws -> MediaInput {
      switch self {
      case .file: .file(path: path)
      case .bytes: .bytes(try MemorySource(file: path), name: path)
      }
    }
  }

  static let whole = Recording(frames: 150_011)
  static let cut = 70_123

  @Test(arguments: Kind.allCases, Kind.allCases)
  func twoHalvesAreTheWhole(first: Kind, second: Kind) async throws {
    // The length of the second one's bytes is asked for while the first one plays.
    let deck = try Deck(sync: second == .bytes)
    let one = try await Self.whole[0..<Self.cut].write(to: "1.flac", in: deck.folder)
    let two = try await Self.whole[Self.cut..<Self.whole.frames].write(to: "2.flac", in: deck.folder)
    let heard = try await deck.record(first.input(one), next: second.input(two))
    #expect(heard.frames == Self.whole.frames)
    #expect(heard.distance(to: Self.whole) == 0)
  }

  @Test(arguments: [["flac", "wav"], ["wv", "flac"], ["aiff", "wv"], ["m4a", "flac"], ["wav", "m4a"]])
  func formatsMayDiffer(formats: [String]) async throws {
    let deck = try Deck()
    let one = try await Self.whole[0..<Self.cut].write(to: "1.\(formats[0])", in: deck.folder)
    let two = try await Self.whole[Self.cut..<Self.whole.frames].write(to: "2.\(formats[1])", in: deck.folder)
    let heard = try await deck.record(.file(path: one), next: .file(path: two))
    #expect(heard.frames == Self.whole.frames)
    #expect(heard.distance(to: Self.whole) == 0)
  }

  @Test(arguments: ["mp3", "ogg"])
  func lossyHalvesAreAsLongAsTheWhole(format: String) async throws {
    let deck = try Deck()
    let one = try await Self.whole[0..<Self.cut].write(to: "1.\(format)", in: deck.folder)
    let two = try await Self.whole[Self.cut..<Self.whole.frames].write(to: "2.\(format)", in: deck.folder)
    let heard = try await deck.record(.file(path: one), next: .file(path: two))
    #expect(heard.frames == Self.whole.frames)
  }

  @Test func eventsOfAHandOverComeInOrder() async throws {
    let deck = try Deck()
    let one = try await Self.whole[0..<Self.cut].write(to: "1.flac", in: deck.folder)
    let two = try await Self.whole[Self.cut..<Self.whole.frames].write(to: "2.flac", in: deck.folder)
    _ = try await deck.record(.file(path: one), next: .file(path: two))
    let story = deck.events.compactMap { event -> String? in
      switch event {
      case .started(let item, _): "started \(item)"
      case .ended(let item): "ended \(item)"
      case .failed(let item, _, _): "failed \(item)"
      default: nil
      }
    }
    #expect(story == ["started 1", "started 2", "ended 2"])
    #expect(deck.duration(of: 1) == MediaTime(microseconds: 1_590_090))
    #expect(deck.duration(of: 2) == MediaTime(microseconds: 1_811_519))
  }

  @Test func aNextThatComesTooLateIsPlayedAllTheSame() async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "1.flac", in: deck.folder)
    let late = AsyncStream<Void>.makeStream()
    let source = try MemorySource(file: path, fault: .waits(for: late.stream))
    try await deck.pipeline.load(AudioItem(id: 1, input: .file(path: path)), at: .zero, playing: false)
    await deck.wait(for: \.isSettled)
    deck.pipeline.setNext(AudioItem(id: 2, input: .bytes(source, name: "two")))
    await deck.pipeline.play()
    await deck.wait(for: \.isSettled)
    late.continuation.finish()
    await deck.waitForEnd(of: 2)
    #expect(deck.events.last == .ended(item: 2))
    #expect(
      try deck.captured().distance(to: Self.whole) == 0 || deck.captured().frames == 2 * Self.whole.frames)
  }

  @Test func aNextThatIsTakenBackIsNotHeard() async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "1.flac", in: deck.folder)
    try await deck.pipeline.load(AudioItem(id: 1, input: .file(path: path)), at: .zero, playing: false)
    await deck.wait(for: \.isSettled)
    deck.pipeline.setNext(AudioItem(id: 2, input: .file(path: path)))
    deck.pipeline.setNext(nil)
    await deck.pipeline.play()
    await deck.waitForEnd(of: 1)
    #expect(deck.events.last == .ended(item: 1))
    #expect(try deck.captured().distance(to: Self.whole) == 0)
  }

  @Test(arguments: ["missing", "not audio", "a folder", "throwing", "nothing"])
  func aNextThatFailsLetsTheFirstBeHeardToItsEnd(fault: String) async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "1.flac", in: deck.folder)
    let next: MediaInput =
      switch fault {
      case "missing": .file(path: deck.folder.path + "/none.flac")
      case "not audio":
        .file(
          path: try deck.folder.write(
            Array(String(repeating: "No music.\n", count: 900).utf8), to: "text.mp3"))
      case "a folder": .file(path: deck.folder.path)
      case "throwing": .bytes(try MemorySource(file: path, fault: .fails(at: 0)), name: "far away")
      default: .file(path: try deck.folder.write([], to: "empty.flac"))
      }
    let heard = try await deck.record(.file(path: path), next: next)
    #expect(heard.frames == Self.whole.frames)
    #expect(heard.distance(to: Self.whole) == 0)
    guard case .failed(item: 2, _, position: .zero)? = deck.events.last else {
      Issue.record("the failure did not come last: \(deck.events)")
      return
    }
  }
}
