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

  @Test(
    "A sync onto a full disk fails with a sentence and writes nothing; with space it goes on where it was")
  func fullDiskDuringSync() async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let data = "\(session.home)/.local/share"
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    let daemon = try await session.startDaemon(by: [
      "unshare", "--mount", "sh", "-c", #"mount -t tmpfs -o size=160m none "$0" && exec "$1""#, data,
    ])
    defer { daemon.send(SIGTERM) }
    let server = try StandInServer()
    server.change { $0.tracks = (0..<1_000).map { StandInTrack(id: "t\($0)", title: "Title \($0)") } }
    try await session.addServer(
      "Home", server.url, user: StandInServer.username, password: StandInServer.password)
    try await session.soulctl("source", "sync", "Home")
    server.intercept { Self.growth(for: $0) }

    let filler = "/proc/\(daemon.processIdentifier)/root\(data)/filler"
    let filling = try await session.run("dd", ["if=/dev/zero", "of=\(filler)", "bs=64k"])
    #expect(filling.errors.contains("No space left"))
    let failed = try await session.run("soulctl", ["source", "sync", "Home", "--json"])
    #expect(failed.exit == .status(1), "\(failed)")
    #expect(failed.output.contains("space"), "\(failed)")
    #expect(await daemon.errors.line { $0.contains("the sync failed") && $0.contains("space") } != nil)
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 1_000)
    #expect(try await session.playerctl("status") == "Stopped")

    try FileManager.default.removeItem(atPath: filler)
    let asked = server.requests.events.count
    let synced = try await session.soulctlJSON("source", "sync", "Home")
    #expect(synced["added"]?.integer == 4_000)
    #expect(server.requests.events[asked...].contains { $0.target.contains("cursor=end") })
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 5_000)
    let launcher = ["nsenter", "--mount", "--target", "\(daemon.processIdentifier)"]
    #expect(try await session.query("PRAGMA integrity_check", by: launcher) == "ok")
    #expect(try await session.query("PRAGMA foreign_key_check", by: launcher) == "")
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
  }

  /// What a server has new after the first sync: pages of 1,000 tracks with titles that take 4 KB each.
  private static func growth(for request: ReceivedRequest) -> ScriptedReply? {
    guard request.path == "/api/sync/tracks",
      let cursor = request.target.split(separator: "cursor=").last?
        .prefix(while: { $0 != "&" })
    else { return nil }
    let page = cursor == "end" ? 0 : Int(cursor.dropFirst("page".count)) ?? 4
    guard page < 4 else { return nil }
    let tracks = (0..<1_000).map { number in
      let title = String(repeating: "\(page)x\(number)y", count: 500)
      return #"{"id":"new-\#(page)-\#(number)","title":"\#(title)"}"#
    }
    return .json(
      #"{"new_tracks":[\#(tracks.joined(separator: ","))],"next_cursor":"page\#(page + 1)","has_more":\#(page < 3)}"#
    )
  }
}
