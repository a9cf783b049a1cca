import Foundation
import TestKit
import Testing

/// The removal of a server that a crash, or the end of the program, breaks off.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct SourceRemovalTests {
  /// Four steps of the removal, so that a kill meets it half done.
  private static let tracks = 18_000

  @Test(
    "A removal that is killed twice ends by itself: no row, no setting and no token of the server is left")
  func killedRemoval() async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let first = try await session.startDaemonWithAlbum(seconds: 1)
    try await addServer(to: session)

    // It is gone for everybody before its first row is.
    let watch = try ChildProcess("soulctl", ["watch", "--json"], environment: session.environment)
    _ = await watch.output.line { !$0.isEmpty }
    let removal = try ChildProcess(
      "soulctl", ["source", "remove", "Home"], environment: session.environment)
    #expect(await watch.output.line { $0.contains("\"event\":\"source-removed\"") } != nil)
    first.send(SIGKILL)
    _ = await first.exit()
    _ = await removal.exit()
    #expect(await left(session) != "0")

    let second = try await session.startDaemon()
    #expect(try await session.soulctlJSON("sources")["total"]?.integer == 1)
    second.send(SIGKILL)
    _ = await second.exit()

    let third = try await session.startDaemon()
    try await session.until(tracks: 3)
    try await keyring.until(count: 0, "source", "2")
    third.send(SIGTERM)
    #expect(await third.exit() == .status(0))
    #expect(await left(session) == "0")
    for table in ["playlists", "sync_state", "sync_queue", "server_covers"] {
      #expect(
        try await session.query("SELECT count(*) FROM \(table) WHERE source_id = 2")
          == "0", "\(table)")
    }
    #expect(
      try await session.query(
        "SELECT value FROM settings WHERE key = 'signed_in_sources'") == "")
    #expect(try await session.query("SELECT count(*) FROM albums") == "1")
    #expect(try await session.query("PRAGMA integrity_check") == "ok")
  }

  @Test("An end in the midst of a removal waits for one step of it, and the next start goes on")
  func endedRemoval() async throws {
    let session = try await PlayerSession()
    let first = try await session.startDaemonWithAlbum(seconds: 1)
    try await addServer(to: session)
    let watch = try ChildProcess("soulctl", ["watch", "--json"], environment: session.environment)
    _ = await watch.output.line { !$0.isEmpty }
    let removal = try ChildProcess(
      "soulctl", ["source", "remove", "Home"], environment: session.environment)
    #expect(await watch.output.line { $0.contains("\"event\":\"source-removed\"") } != nil)
    first.send(SIGTERM)
    #expect(await first.exit() == .status(0))
    _ = await removal.exit()
    // It came to its end by itself: the log is in the file.
    #expect((FileManager.default.contents(atPath: session.libraryFile + "-wal") ?? Data()).isEmpty)
    #expect(await left(session) != "0")

    let second = try await session.startDaemon()
    try await session.until(tracks: 3)
    second.send(SIGTERM)
    #expect(await second.exit() == .status(0))
    #expect(await left(session) == "0")
  }

  /// Adds a server, and has all its tracks in the library.
  private func addServer(to session: PlayerSession) async throws {
    let server = try StandInServer()
    server.change { state in
      state.tracks = (0..<Self.tracks).map { number in
        StandInTrack(id: "t\(number)", title: "Title \(number)", album: "Album \(number / 10)")
      }
    }
    try await session.addServer(
      "Home", server.url, user: StandInServer.username, password: StandInServer.password)
    try await session.soulctl("source", "activate", "Home")
    try await session.soulctl("source", "sync", "Home")
    #expect(
      try await session.query(
        "SELECT count(*) FROM track_sources WHERE source_id = 2")
        == "\(Self.tracks)")
  }

  @Test(
    "What plays from a server that is removed plays on under its name; what waits leaves, covers of others too"
  )
  func removalWhilePlaying() async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let daemon = try await session.startDaemonWithAlbum(of: 1)
    defer { daemon.send(SIGTERM) }
    let music = try TemporaryFolder()
    for (folder, color) in [("A", "red"), ("B", "blue")] {
      try await ToneFile.make(
        at: try music.path(of: "\(folder)/\(folder).flac"), seconds: 30,
        tags: ["title": folder, "artist": "Away", "album": folder])
      try await ToneFile.makeCover(at: try music.path(of: "\(folder)/cover.jpg"), color: color)
    }
    let server = try await MusicServer(music: music.path)
    try await session.addServer("Home", server.url)
    try await session.soulctl("source", "sync", "Home")
    let tracks = try await session.soulctlJSON("tracks")["tracks"]?.elements ?? []
    let uris = ["A", "B", "One"].compactMap { title in
      tracks.first { $0["title"]?.string == title }?["uri"]?.string
    }
    #expect(uris.count == 3)
    try await session.soulctl("play", uris[1])
    try await session.until("metadata", "mpris:artUrl") { $0.hasPrefix("file://") }
    try await session.call("ReplaceQueue", of: "org.soulplayer.Queue", ["asub", "3"] + uris + ["0", "true"])
    try await session.until("metadata", "mpris:artUrl") { $0.hasPrefix("file://") }
    try await session.until(status: "Playing")
    let covers = "\(session.home)/.cache/soul-player/covers"
    #expect(try FileManager.default.contentsOfDirectory(atPath: covers).count == 2)

    let monitor = try await session.monitor()
    defer { monitor.send(SIGKILL) }
    try await session.soulctl("source", "remove", "Home")
    #expect(await monitor.output.line { $0.contains("'Length': <uint32 2>") } != nil)
    #expect(try await session.playerctl("status") == "Playing")
    #expect(try await session.playerctl("metadata", "title") == "A")
    #expect(try await session.playerctl("metadata", "artist") == "Away")
    let url = try #require(URL(string: try await session.playerctl("metadata", "mpris:artUrl")))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: covers) == [url.lastPathComponent])
    let entries = try await session.call("Entries", of: "org.soulplayer.Queue", ["uu", "0", "10"])
    #expect(entries[0]?.elements?.map { $0["title"]?.string } == ["A", "One"])
    try await session.playerctl("next")
    try await session.until(title: "One")
    #expect(
      try await session.property("Length", of: "org.soulplayer.Queue", at: PlayerSession.servicePath)
        == .number(1))
  }

  /// How many rows there are of the server: of itself, and of its tracks.
  private func left(_ session: PlayerSession) async -> String? {
    try? await session.query(
      """
      SELECT (SELECT count(*) FROM sources WHERE id = 2) + (SELECT count(*) FROM track_sources WHERE source_id = 2)
        + (SELECT count(*) FROM tracks WHERE origin_source_id = 2)
      """)
  }
}
