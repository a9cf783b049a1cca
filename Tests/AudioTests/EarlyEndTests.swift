import Audio
import Foundation
import Model
import TestKit
import Testing

/// Where the music ends before the header says it does.
@Suite(.timeLimit(.minutes(1))) struct EarlyEndTests {
  /// Ten seconds.
  static let whole = Recording(frames: 441_000)

  private func cut(_ format: String, in deck: Deck) async throws -> String {
    let path = try await Self.whole.write(to: "whole.\(format)", in: deck.folder)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    return try deck.folder.write(Array(bytes.prefix(bytes.count / 4)), to: "cut.\(format)")
  }

  /// The place is told in the file's own time, and before the end.
  @Test(arguments: ["flac", "mp3", "wv", "wav", "aiff"])
  func aFileThatWasCutOffTellsWhere(format: String) async throws {
    let deck = try Deck()
    let heard = try await deck.record(.file(path: try await cut(format, in: deck)))
    guard case .brokeOff(item: 1, let position)? = deck.events.first(where: \.isEarlyEnd) else {
      Issue.record("nothing was told: \(deck.events)")
      return
    }
    #expect(abs(position.seconds - Double(heard.frames) / Double(Recording.rate)) < 0.1)
    #expect((1.0...5.0).contains(position.seconds))
    #expect(deck.events.last == .ended(item: 1))
  }

  @Test(arguments: ["flac", "wav", "aiff"]) func bytesThatEndTooEarlyTellIt(format: String) async throws {
    let deck = try Deck()
    let source = try MemorySource(file: try await cut(format, in: deck))
    _ = try await deck.record(.bytes(source, name: "cut"))
    #expect(deck.events.contains { $0.isEarlyEnd })
  }

  @Test(arguments: ["flac", "mp3", "ogg", "opus", "m4a", "wav", "aiff", "wv"])
  func aWholeFileTellsNothing(format: String) async throws {
    let deck = try Deck()
    _ = try await deck.record(.file(path: try await Self.whole.write(to: "a.\(format)", in: deck.folder)))
    #expect(!deck.events.contains { $0.isEarlyEnd })
  }

  /// Nothing in it says how long it is, so that its parser does not know where it is at the end.
  @Test(arguments: [0, 9.7]) func anMP3FileWithoutAHeaderTellsNothing(start: Double) async throws {
    let deck = try Deck()
    let whole = try await Self.whole.write(to: "a.wav", in: deck.folder)
    let path = try deck.folder.path(of: "a.mp3")
    try await Command.run(
      "ffmpeg", ["-nostdin", "-v", "error", "-i", whole, "-b:a", "128k", "-write_xing", "0", path])
    let position = MediaTime(microseconds: Int64(start * 1_000_000))
    try await deck.pipeline.load(AudioItem(id: 1, input: .file(path: path)), at: position, playing: true)
    await deck.waitForEnd(of: 1)
    #expect(!deck.events.contains { $0.isEarlyEnd || $0.isFailure })
  }

  /// What is written while it is recorded has the greatest length, or none.
  @Test(arguments: [UInt8(0), 0xFF]) func aWAVFileOfUnknownLengthTellsNothing(length: UInt8) async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.wav", in: deck.folder)
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let data = try #require((0..<4_096).first { bytes[$0..<($0 + 4)].elementsEqual("data".utf8) })
    bytes.replaceSubrange((data + 4)..<(data + 8), with: repeatElement(length, count: 4))
    let heard = try await deck.record(.file(path: try deck.folder.write(bytes, to: "recorded.wav")))
    #expect(heard.frames == Self.whole.frames)
    #expect(!deck.events.contains { $0.isEarlyEnd })
  }

  @Test func aWAVFileWithALongChunkBeforeItsSoundTellsWhere() async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.wav", in: deck.folder)
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let data = try #require((0..<4_096).first { bytes[$0..<($0 + 4)].elementsEqual("data".utf8) })
    // 66,001 bytes, and one that makes them even.
    let chunk = Array("note".utf8) + [0xD1, 0x01, 0x01, 0x00] + [UInt8](repeating: 7, count: 66_002)
    bytes.insert(contentsOf: chunk, at: data)
    let cut = try deck.folder.write(bytes.prefix(bytes.count / 4), to: "cut.wav")
    _ = try await deck.record(.file(path: cut))
    #expect(deck.events.contains { $0.isEarlyEnd })
  }

  @Test func aTagThatPromisesAgesIsNoCrash() async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.mp3", in: deck.folder)
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let names = [Array("Xing".utf8), Array("Info".utf8)]
    let tag = try #require((0..<4_096).first { names.contains(Array(bytes[$0..<($0 + 4)])) })
    try #require(bytes[tag + 7] & 1 == 1)
    bytes.replaceSubrange((tag + 8)..<(tag + 12), with: [255, 255, 255, 255])
    _ = try await deck.record(.file(path: try deck.folder.write(bytes, to: "ages.mp3")))
    #expect(deck.events.contains { $0.isEarlyEnd })
    #expect(deck.events.last == .ended(item: 1))
  }

  @Test func atAHandOverEachItemTellsItsOwn() async throws {
    let deck = try Deck()
    let broken = try await cut("flac", in: deck)
    _ = try await deck.record(.file(path: broken), next: .file(path: broken))
    let story = deck.events.compactMap { event -> String? in
      switch event {
      case .started(let item, _): "started \(item)"
      case .brokeOff(let item, _): "broke off \(item)"
      case .ended(let item): "ended \(item)"
      default: nil
      }
    }
    #expect(story == ["started 1", "broke off 1", "started 2", "broke off 2", "ended 2"])
  }

  @Test func aFileOverwrittenWhileItPlaysTellsOrFails() async throws {
    let deck = try Deck(sync: true)
    let path = try await Self.whole.write(to: "a.flac", in: deck.folder)
    try await deck.pipeline.load(AudioItem(id: 1, input: .file(path: path)), at: .zero, playing: true)
    await deck.wait(for: \.isSettled)
    let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.seek(toOffset: UInt64(size / 3))
    try file.write(contentsOf: Data(repeating: 0x55, count: size - size / 3))
    try file.close()
    await deck.waitForEnd(of: 1)
    #expect(deck.events.contains { $0.isEarlyEnd || $0.isFailure }, "\(deck.events)")
  }
}
