import Foundation
import TestKit
import Testing

/// A disk without space: refused with a sentence, and nothing lost.
///
/// The disk is a small tmpfs that only the daemon sees. Only root can mount one; a container's root may not.
@Suite(
  .serialized, .timeLimit(.minutes(5)),
  .enabled("mounting a disk needs root") { await Workspace.canMount })
struct FullDiskTests {
  @Test("An import onto a full disk fails with a sentence; what was there stays, and with space it goes on")
  func fullDisk() async throws {
    let session = try await PlayerSession()
    let data = "\(session.home)/.local/share"
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    try await session.makeAlbum()
    let daemon = try await session.startDaemon(by: [
      "unshare", "--mount", "sh", "-c", #"mount -t tmpfs -o size=8m none "$0" && exec "$1""#, data,
    ])
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("import", session.music)
    try await session.playAlbum()

    // The daemon's view of its disk, filled to the last byte from outside.
    let filler = "/proc/\(daemon.processIdentifier)/root\(data)/filler"
    let filling = try await session.run("dd", ["if=/dev/zero", "of=\(filler)", "bs=4k"])
    #expect(filling.errors.contains("No space left"))
    let failed = try await session.run("soulctl", ["import", try Workspace.music(), "--json"])
    #expect(failed.exit == .status(1), "\(failed)")
    #expect(failed.output.contains("space"), "\(failed)")
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 3)
    #expect(try await session.playerctl("status") == "Playing")
    try await session.playerctl("next")
    try await session.until(title: "Two")

    try FileManager.default.removeItem(atPath: filler)
    try await session.soulctl("import", try Workspace.music())
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 3 + 19)
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
  }
}
