import Audio
import Model
import TestKit
import Testing

/// Real files with seeded damage are played as far as they go, or fail; the next one plays.
@Suite(.timeLimit(.minutes(5))) struct MutationTests {
  /// Half a second.
  private static let whole = Recording(frames: 22_050)
  private static let perRound = 16

  @Test(arguments: ["flac", "mp3", "ogg", "opus", "m4a", "wav", "aiff", "wv"], 1...4)
  func damageEndsOrFailsAndNothingHangs(format: String, round: Int) async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "whole.\(format)", in: deck.folder)
    let original = try deck.folder.bytes(of: "whole.\(format)")
    var mutator = FileMutator(seed: "\(format) \(round)")
    for number in 1...Self.perRound {
      let damaged = try deck.folder.write(mutator.mutate(original), to: "damaged-\(number).\(format)")
      let id = UInt64(number)
      do throws(AudioError) {
        try await deck.pipeline.load(AudioItem(id: id, input: .file(path: damaged)), at: .zero, playing: true)
        await deck.waitForEnd(of: id)
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
    // The pipeline is as good as new afterwards.
    let heard = try await deck.record(.file(path: path))
    #expect(heard.frames > Self.whole.frames * 9 / 10)
  }
}
