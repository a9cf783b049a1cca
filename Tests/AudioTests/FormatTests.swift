import Audio
import Foundation
import Model
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct FormatTests {
  static let whole = Recording(frames: 100_003)

  @Test(arguments: ["flac", "wav", "aiff", "wv", "m4a"])
  func losslessFormatsAreHeardSampleForSample(format: String) async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a b%20ü#?.\(format)", in: deck.folder)
    let heard = try await deck.record(.file(path: path))
    #expect(heard.frames == Self.whole.frames)
    #expect(heard.distance(to: Self.whole) == 0)
    #expect(deck.events.first?.isStarted == true)
    #expect(deck.events.count(where: \.isStarted) == 1)
  }

  /// A playbin is used again for each: what was known of the one before says nothing of the next.
  @Test(arguments: [
    ["flac", "m4a", "ogg", "wv", "wav", "mp3"], ["mp3", "aiff", "flac", "opus", "wav", "m4a"],
  ])
  func oneFormatIsPlayedAfterAnother(formats: [String]) async throws {
    let deck = try Deck()
    for format in formats {
      // No name tells the type either.
      let path = try await Self.whole.write(to: "a.\(format)", in: deck.folder)
      let nameless = try deck.folder.path(of: "\(format) without its name")
      try FileManager.default.moveItem(atPath: path, toPath: nameless)
      let heard = try await deck.record(.file(path: nameless))
      #expect(heard.frames == Self.whole.frames, "\(format)")
    }
  }

  @Test(arguments: ["fLaC", "OggS", "ID3", "RIFFxxxxWAVE"])
  func beginningLikeMusicDoesNotMakeItMusic(beginning: String) async throws {
    let deck = try Deck()
    let path = try deck.folder.path(of: "a.bin")
    let rest = [UInt8](repeating: 0x55, count: 100_000)
    try Data(Array(beginning.utf8) + rest).write(to: URL(filePath: path))
    try await deck.pipeline.load(AudioItem(id: 1, input: .file(path: path)), at: .zero, playing: true)
    #expect(await deck.waitForFailure() != nil)
  }

  @Test(arguments: ["flac", "wav", "aiff", "wv", "m4a", "mp3", "ogg", "opus"])
  func byteSourcesSoundLikeTheirFiles(format: String) async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.\(format)", in: deck.folder)
    let fromFile = try await deck.record(.file(path: path))
    let other = try Deck()
    let fromBytes = try await other.record(.bytes(try MemorySource(file: path), name: "a"))
    #expect(fromBytes.distance(to: fromFile) == 0)
  }

  @Test(arguments: ["mp3", "ogg", "opus"])
  func lossyFormatsHaveTheLengthOfWhatWasEncoded(format: String) async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.\(format)", in: deck.folder)
    let heard = try await deck.record(.file(path: path))
    #expect(heard.frames == Self.whole.frames)
  }

  /// The encoder's delay and padding are cut as another decoder cuts them, not somewhere.
  @Test func anMP3SoundsAsFFmpegDecodesIt() async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.mp3", in: deck.folder)
    let heard = try await deck.record(.file(path: path))
    let other = try await Recording(decoding: path, in: deck.folder)
    let distance = try #require(heard.distance(to: other))
    // Rounding and dither.
    #expect(distance <= 8)
  }
}
