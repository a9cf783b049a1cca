import Model
import Tags
import TestKit
import Testing

/// Real files with seeded damage: whatever comes of it, it comes soon and without a crash.
@Suite struct MutationTests {
  private static let perFormat = 70

  @Test(.timeLimit(.minutes(5)), arguments: ["flac", "mp3", "ogg", "opus", "m4a", "wav", "aiff", "wv"])
  func `Flipped, cut and spliced files give tags or a reason`(format: String) async throws {
    let folder = try TemporaryFolder()
    let path = try folder.path(of: "tone.\(format)")
    try await ToneFile.make(
      at: path,
      tags: ["title": "Title", "artist": "Artist", "album": "Album", "track": "1/2", "date": "2001"])
    let original = try folder.bytes(of: "tone.\(format)")
    var mutator = FileMutator(seed: format)

    let whole = try TagReader.read(path: path)
    var noticed = 0
    for _ in 0..<Self.perFormat {
      let mutated = mutator.mutate(original)
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
}
