import Foundation
import TestKit
import Testing

/// Sound checked as sound: what leaves the real daemon, sample for sample.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct GaplessTests {
  @Test("Two FLAC halves of a tone, played in a row, are the whole tone")
  func halves() async throws {
    let folder = try TemporaryFolder()
    let captured = "\(folder.path)/captured.raw"
    let session = try await PlayerSession(
      configuration: """
        [audio]
        sink = "audioconvert ! audio/x-raw,format=S16LE,rate=44100,channels=2 ! filesink location=\(captured)"

        """)
    // A sweep: no two stretches of it are alike, so a repeated or lost sample can't hide.
    let whole = "\(folder.path)/whole.raw"
    let pcm = ["-f", "s16le", "-ar", "44100", "-ac", "2"]
    try await session.output(
      "ffmpeg",
      [
        "-nostdin", "-v", "error", "-f", "lavfi", "-i",
        "aevalsrc='0.5*sin(2*PI*(200*t+90*t*t))|0.4*sin(2*PI*(300*t+70*t*t))':s=44100:d=6",
      ]
        + pcm + [whole])
    let samples = try Data(contentsOf: URL(filePath: whole))
    // Not in the middle, and not at a multiple of a FLAC block.
    let cut = 4 * 123_457
    for (index, half) in [samples.prefix(cut), samples.dropFirst(cut)].enumerated() {
      try half.write(to: URL(filePath: "\(folder.path)/half.raw"))
      try await session.output(
        "ffmpeg",
        ["-nostdin", "-v", "error", "-y"] + pcm + ["-i", "\(folder.path)/half.raw"]
          + [
            "-metadata", "title=Half \(index + 1)", "-metadata", "track=\(index + 1)", "-metadata",
            "album=Whole",
          ]
          + ["\(session.music)/\(index + 1).flac"])
    }

    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("import", session.music)
    let monitor = try await session.monitor()
    defer { monitor.send(SIGKILL) }
    try await session.soulctl("play", "soul:album/1")
    #expect(await monitor.output.line { $0.contains("'PlaybackStatus': <'Stopped'>") } != nil)
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))

    let heard = try Data(contentsOf: URL(filePath: captured))
    #expect(heard.count == samples.count)
    #expect(heard == samples)
  }
}
