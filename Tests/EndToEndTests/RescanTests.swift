import Foundation
import TestKit
import Testing

/// Scanning again is an update: the same track through whatever happens to its file.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct RescanTests {
  @Test("A changed tag is the same track with another title")
  func changedTag() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let before = try await ids(session)
    let file = "\(session.music)/02 Two.flac"
    try await session.output("metaflac", ["--remove-tag=TITLE", "--set-tag=TITLE=Deux", file])
    try await session.soulctl("import")
    let after = try await ids(session)
    #expect(after["Deux"] == before["Two"])
    #expect(after.count == 3)
    #expect(try await session.soulctlJSON("search", "deu")["total"]?.integer == 1)
    #expect(try await session.soulctlJSON("search", "two")["total"]?.integer == 0)
  }

  @Test("A renamed file is the same track")
  func renamed() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let before = try await ids(session)
    let target = "\(session.music)/elsewhere/second.flac"
    try FileManager.default.createDirectory(
      atPath: "\(session.music)/elsewhere", withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: "\(session.music)/02 Two.flac", toPath: target)
    try await session.soulctl("import")
    #expect(try await ids(session) == before)
    let track = try await session.call(
      "GetTrack", of: "org.soulplayer.Library", ["t", "\(try #require(before["Two"]))"])
    #expect(track[0]?["availability"]?[0]?["path"]?.string == target)
  }

  @Test("A file that is gone becomes unavailable, and is the same track when it is back")
  func vanished() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let before = try await ids(session)
    let file = "\(session.music)/02 Two.flac"
    let bytes = try #require(FileManager.default.contents(atPath: file))
    try FileManager.default.removeItem(atPath: file)
    try await session.soulctl("import")
    #expect(try await counts(session) == [3, 2])
    #expect(try await ids(session) == before)
    // This device no longer has it, and says so in the count and in the list.
    try await session.until(source: 1) { $0["track_count"]?.integer == 2 }
    let own = try await session.call(
      "Tracks", of: "org.soulplayer.Library", ["a{sv}", "1", "source", "o", PlayerSession.source(1)])
    #expect(own[0]?.elements?.count == 2 && own[1]?.integer == 2)

    try bytes.write(to: URL(filePath: file))
    try await session.soulctl("import")
    #expect(try await counts(session) == [3, 3])
    #expect(try await ids(session) == before)
    try await session.until(source: 1) { $0["track_count"]?.integer == 3 }
  }

  @Test("Where nothing of the queue can be had, soulctl says so and fails; MPRIS has no error for it")
  func playedWhileAway() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("queue", "add", "soul:album/1")
    let away = "\(session.folder.path)/away"
    try FileManager.default.moveItem(atPath: session.music, toPath: away)
    try await session.soulctl("import")
    for command in ["play", "toggle"] {
      let failed = try await session.run("soulctl", [command])
      #expect(failed.exit == .status(5), "\(failed)")
      #expect(failed.errors.contains("can't be had now"), "\(failed)")
    }
    #expect(try await session.run("playerctl", ["--player=soulplayer", "play"]).exit == .status(0))

    try FileManager.default.moveItem(atPath: away, toPath: session.music)
    try await session.soulctl("import")
    let played = try await session.run("soulctl", ["play"])
    #expect(played.exit == .status(0))
    #expect(played.output.hasPrefix("Playing: "))
    #expect(played.errors.isEmpty, "\(played)")
  }

  @Test("A folder that is not mounted takes nothing with it")
  func unmounted() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let before = try await ids(session)
    let away = "\(session.folder.path)/away"
    try FileManager.default.moveItem(atPath: session.music, toPath: away)
    try await session.soulctl("import")
    #expect(try await counts(session) == [3, 0])
    #expect(try await ids(session) == before)
    let tracks = try await session.soulctlJSON("tracks")
    #expect(tracks["tracks"]?.elements?.allSatisfy { $0["badge"]?.string == "offline" } == true)

    // An empty mount point is no reason to forget either.
    try FileManager.default.createDirectory(atPath: session.music, withIntermediateDirectories: true)
    try await session.soulctl("import")
    #expect(try await counts(session) == [3, 0])
    try FileManager.default.removeItem(atPath: session.music)

    try FileManager.default.moveItem(atPath: away, toPath: session.music)
    try await session.soulctl("import")
    #expect(try await counts(session) == [3, 3])
    #expect(try await ids(session) == before)
  }

  @Test("What changes on the disk shows by itself, and is signalled")
  func watched() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let before = try await ids(session)
    let monitor = try await session.monitor("org.soulplayer")
    defer { monitor.send(SIGKILL) }

    try FileManager.default.moveItem(
      atPath: "\(session.music)/02 Two.flac", toPath: "\(session.music)/renamed.flac")
    try await session.output(
      "metaflac", ["--remove-tag=TITLE", "--set-tag=TITLE=Uno", "\(session.music)/01 One.flac"])
    try FileManager.default.removeItem(atPath: "\(session.music)/03 Three.flac")
    try FileManager.default.createDirectory(atPath: "\(session.music)/new", withIntermediateDirectories: true)
    try await ToneFile.make(
      at: "\(session.music)/new/04 Four.flac", seconds: 1, tags: ["title": "Four"])
    while try await !showsEveryChange(session, before: before) {
      #expect(await monitor.output.line { $0.contains("Library.LibraryChanged") } != nil)
    }
  }

  private func showsEveryChange(_ session: PlayerSession, before: [String: Int]) async throws -> Bool {
    let now = try await ids(session)
    let counts = try await counts(session)
    let two = try await session.call(
      "GetTrack", of: "org.soulplayer.Library", ["t", "\(try #require(before["Two"]))"])
    let path = two[0]?["availability"]?[0]?["path"]?.string
    return now["Uno"] == before["One"] && now["Four"] != nil && path == "\(session.music)/renamed.flac"
      && counts == [4, 3]
  }

  @Test("A folder taken out of the library is no longer in its lists, and its files stay")
  func removedFolder() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    #expect(
      try await session.property("Folders", of: "org.soulplayer.Library", at: PlayerSession.servicePath)
        .strings
        == [session.music])
    try await session.soulctl("folder", "remove", session.music)
    #expect(
      try await session.property("Folders", of: "org.soulplayer.Library", at: PlayerSession.servicePath)
        .strings
        == [])
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: session.music).count == 3)
  }

  @Test("A folder is taken out however its path is written, as it is taken in, and also when it is gone")
  func removedFolderByAnotherSpelling() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try FileManager.default.removeItem(atPath: session.music)
    let spelling = session.music + "//./nothing/../"
    try await session.call("RemoveFolder", of: "org.soulplayer.Library", ["s", spelling])
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 0)
    #expect(
      try await session.property("Folders", of: "org.soulplayer.Library", at: PlayerSession.servicePath)
        .strings == [])
  }

  private func ids(_ session: PlayerSession) async throws -> [String: Int] {
    let tracks = try await session.soulctlJSON("tracks")["tracks"]?.elements ?? []
    return Dictionary(
      try tracks.map { (try #require($0["title"]?.string), try #require($0["id"]?.integer)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// All tracks, and those that can be played.
  private func counts(_ session: PlayerSession) async throws -> [Int?] {
    var counts: [Int?] = []
    for name in ["TrackCount", "AvailableCount"] {
      counts.append(
        try await session.property(name, of: "org.soulplayer.Library", at: PlayerSession.servicePath).integer)
    }
    return counts
  }
}
