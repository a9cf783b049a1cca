import Model
import Tags
import TestKit
import Testing

/// Real files with seeded damage: whatever comes of it, it comes soon and without a crash.
@Suite struct MutationTests {
  /// SplitMix64: the same seed gives the same damage everywhere.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }

  private static let perFormat = 70

  @Test(.timeLimit(.minutes(5)), arguments: ["flac", "mp3", "ogg", "opus", "m4a", "wav", "aiff", "wv"])
  func `Flipped, cut and spliced files give tags or a reason`(format: String) async throws {
    let folder = try TemporaryFolder()
    let path = try folder.path(of: "tone.\(format)")
    try await ToneFile.make(
      at: path,
      tags: ["title": "Title", "artist": "Artist", "album": "Album", "track": "1/2", "date": "2001"])
    let original = try folder.bytes(of: "tone.\(format)")
    var random = Seeded(state: UInt64(format.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))

    let whole = try TagReader.read(path: path)
    var noticed = 0
    for _ in 0..<Self.perFormat {
      let mutated = Self.mutate(original, &random)
      let mutation = try folder.write(mutated, to: "mutated.\(format)")
      do throws(TagsError) {
        let reading = try TagReader.read(path: mutation)
        noticed += reading == whole ? 0 : 1
        let texts = [reading.tags.title, reading.tags.album].compactMap { $0 } + reading.tags.artists
        #expect(texts.allSatisfy { !$0.isEmpty && !$0.utf8.contains(0) && $0.utf8.count <= 65_536 })
      } catch {
        noticed += 1
        #expect(error.path == mutation)
        #expect(!error.reason.isEmpty)
      }
    }
    #expect(noticed > Self.perFormat / 10)
  }

  private static func mutate(_ original: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = original
    // Most of what a reader looks at stands at the beginning.
    func place() -> Int {
      Bool.random(using: &random)
        ? Int.random(in: 0..<min(512, bytes.count), using: &random)
        : Int.random(in: 0..<bytes.count, using: &random)
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      for _ in 0..<Int.random(in: 1...16, using: &random) {
        bytes[place()] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
    case 1:
      bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
    case 2:
      let start = place()
      let end = min(bytes.count, start + Int.random(in: 1...4_096, using: &random))
      bytes.insert(contentsOf: bytes[start..<end], at: place())
    case 3:
      let start = place()
      let end = min(bytes.count, start + 4)
      let absurd: [UInt8] =
        Bool.random(using: &random) ? [0xFF, 0xFF, 0xFF, 0xFF] : [0x7F, 0x7F, 0x7F, 0x7F]
      bytes.replaceSubrange(start..<end, with: absurd)
    default:
      let start = place()
      bytes.removeSubrange(start..<min(bytes.count, start + Int.random(in: 1...256, using: &random)))
    }
    return bytes
  }
}
