import Foundation
import TestKit
import Testing

/// A clear error, and nothing lost.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct BadInputTests {
  @Test("Broken files are in the import's report with path and reason, and stop nothing")
  func brokenFiles() async throws {
    let session = try await PlayerSession()
    let files = try await session.makeAlbum(of: 2, seconds: 2)
    let flac = try #require(FileManager.default.contents(atPath: files[0]))
    let broken = [
      "empty.flac": Data(),
      "text.mp3": Data("This is no music at all.\n".utf8),
      "truncated.flac": flac.prefix(30),
      "noise.ogg": Data((0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ $0 >> 7) }),
    ]
    for (name, bytes) in broken { try bytes.write(to: URL(filePath: "\(session.music)/\(name)")) }
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let result = try await session.soulctlJSON("import", session.music)
    #expect(result["added"]?.integer == 2, "\(result)")
    let failures = try #require(result["failures"]?.elements)
    let paths = Set(failures.compactMap { $0["path"]?.string })
    #expect(paths == Set(broken.keys.map { "\(session.music)/\($0)" }))
    for failure in failures { #expect(failure["reason"]?.string?.isEmpty == false, "\(failure)") }
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 2)
  }

  @Test("A loop of symbolic links is walked once")
  func symlinkLoop() async throws {
    let session = try await PlayerSession()
    try await session.makeAlbum(of: 2, seconds: 1)
    try FileManager.default.createDirectory(
      atPath: "\(session.music)/a/b", withIntermediateDirectories: true)
    for (link, target) in [("a/b/up", "../.."), ("self", "self"), ("again", "."), ("dangling", "nowhere")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(session.music)/\(link)", withDestinationPath: target)
    }
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    #expect(try await session.soulctlJSON("import", session.music)["added"]?.integer == 2)
  }

  @Test("A CA file of no use is named with its option, whatever the address, and no server is added")
  func badAuthorityFile() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let server = try StandInServer()
    try Data("no certificate".utf8).write(to: URL(filePath: session.home + "/text.pem"))
    for (file, reason) in [("absent.pem", "is not there"), ("text.pem", "holds no certificate in PEM form")] {
      for url in [server.url, "https://music.invalid"] {
        let result = try await session.run(
          "soulctl", ["source", "add", "Home", url, "--username", "ann", "--ca-file", file])
        #expect(result.exit == .status(1))
        #expect(
          result.errors.contains("the CA file \(session.home)/\(file) (--ca-file) \(reason)"),
          "\(result.errors)")
      }
    }
    #expect(server.requests.events.isEmpty)
    #expect(try await session.soulctlJSON("sources")["sources"]?.elements?.count == 1)
  }

  @Test("A folder without permission is named, stops nothing, and what was in it is not forgotten")
  func folderWithoutPermission() async throws {
    let session = try await PlayerSession()
    let files = try await session.makeAlbum(of: 2, seconds: 1)
    let closed = "\(session.music)/closed"
    try FileManager.default.createDirectory(atPath: closed, withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: files[1], toPath: "\(closed)/02 Two.flac")
    // Root may read everything, unless it gives that up.
    let launcher = geteuid() == 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : []
    let daemon = try await session.startDaemon(by: launcher)
    defer { daemon.send(SIGTERM) }
    #expect(try await session.soulctlJSON("import", session.music)["added"]?.integer == 2)
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: closed)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: closed) }

    let result = try await session.soulctlJSON("import")
    #expect(result["failures"]?.elements?.compactMap { $0["path"]?.string } == [closed], "\(result)")
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 2)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: closed)
    try await session.soulctl("import")
    let badges = try await session.soulctlJSON("tracks")["tracks"]?.elements?.compactMap {
      $0["badge"]?.string
    }
    #expect(badges == ["local", "local"])
  }

  @Test("A tag of 10,000 characters and one that is not UTF-8 come through whole")
  func hostileTags() async throws {
    let session = try await PlayerSession()
    let files = try await session.makeAlbum(of: 2, seconds: 1)
    let long = String(repeating: "Ä🎵", count: 5_000)
    try Data(long.utf8).write(to: URL(filePath: "\(session.folder.path)/long"))
    try await session.output(
      "metaflac",
      [
        "--no-utf8-convert", "--remove-tag=TITLE", "--set-tag-from-file=TITLE=\(session.folder.path)/long",
        files[0],
      ])
    // The title's bytes are replaced in place: a FLAC comment has no checksum.
    try await session.output(
      "metaflac", ["--remove-tag=TITLE", "--set-tag=TITLE=SPOILED", files[1]])
    var bytes = try Data(contentsOf: URL(filePath: files[1]))
    let place = try #require(bytes.range(of: Data("SPOILED".utf8)))
    bytes.replaceSubrange(place, with: [0x41, 0xFF, 0xFE, 0xC3, 0x28, 0x80, 0x5A])
    try bytes.write(to: URL(filePath: files[1]))

    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    #expect(try await session.soulctlJSON("import", session.music)["added"]?.integer == 2)
    let tracks = try #require(try await session.soulctlJSON("tracks")["tracks"]?.elements)
    let titles = tracks.compactMap { $0["title"]?.string }
    #expect(titles.count == 2)
    #expect(titles.contains(long))
    try await session.soulctl("play", "soul:album/1")
    try await session.until(status: "Playing")
    #expect(try await session.playerctl("metadata", "album") == "Numbers")
  }

  @Test("A file whose name is not UTF-8 stops nothing")
  func hostileName() async throws {
    let session = try await PlayerSession()
    let files = try await session.makeAlbum(of: 1, seconds: 1)
    try await session.output(
      "bash", ["-c", #"cp "$1" "$(dirname "$1")/$(printf 'caf\351\377.flac')""#, "bash", files[0]])
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let result = try await session.soulctlJSON("import", session.music)
    let added = try #require(result["added"]?.integer)
    let failures = result["failures"]?.elements?.count ?? 0
    #expect(added + failures == 2, "\(result)")
    #expect(try await session.playerctl("status") == "Stopped")
  }

  @Test("OpenUri of what is no music answers an error and changes nothing")
  func openURI() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.playAlbum()
    try await session.output("mkfifo", ["\(session.folder.path)/fifo.flac"])
    let names = [
      "org.freedesktop.DBus.Error.InvalidArgs", "org.soulplayer.Error.NotFound",
      "org.soulplayer.Error.NotPlayable",
    ]
    for uri in [
      "gopher://example.org/1", "no uri at all", "", "soul:track/999999", "soul:album/-1", "file:///dev/zero",
      "file:///proc/kmsg", "file:///proc/self/mem", "file:///etc", "file:///nowhere/at/all.flac",
      "file://\(session.folder.path)/fifo.flac", "file://elsewhere.example/a.flac", "file:///%00",
    ] {
      let result = try await session.send(
        "OpenUri", of: PlayerSession.playerInterface, at: PlayerSession.playerPath, ["string:\(uri)"])
      #expect(result.exit == .status(1), "\(uri)")
      #expect(names.contains { result.errors.contains($0) }, "\(uri): \(result.errors)")
      #expect(try await session.playerctl("metadata", "title") == "One", "\(uri)")
      #expect(try await session.playerctl("status") == "Playing", "\(uri)")
    }
    #expect(
      try await session.property("Length", of: "org.soulplayer.Queue", at: PlayerSession.servicePath).integer
        == 3)
  }

  @Test("Wrong calls get the standard error's name and do nothing")
  func wrongCalls() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.playAlbum()
    let player = PlayerSession.playerInterface
    let properties = "org.freedesktop.DBus.Properties"
    let calls: [(interface: String, member: String, arguments: [String], error: String)] = [
      (player, "Seek", ["string:ten"], "InvalidArgs"),
      (player, "Seek", [], "InvalidArgs"),
      (player, "Pause", ["int32:1"], "InvalidArgs"),
      (player, "Jump", [], "UnknownMethod"),
      ("org.example.Nothing", "Pause", [], "UnknownInterface"),
      (properties, "Set", ["string:\(player)", "string:Metadata", "variant:string:x"], "PropertyReadOnly"),
      (properties, "Set", ["string:\(player)", "string:Volume", "variant:string:loud"], "InvalidArgs"),
      (properties, "Get", ["string:\(player)", "string:Colour"], "UnknownProperty"),
      (properties, "Get", ["int32:7"], "InvalidArgs"),
    ]
    for call in calls {
      let result = try await session.send(
        call.member, of: call.interface, at: PlayerSession.playerPath, call.arguments)
      #expect(result.exit == .status(1), "\(call)")
      #expect(
        result.errors.contains("org.freedesktop.DBus.Error.\(call.error):"), "\(call): \(result.errors)")
    }
    #expect(try await session.playerctl("status") == "Playing")
    #expect(try await session.playerProperty("Volume").number == 1)
  }

  @Test("A file that vanishes before it plays is named and skipped")
  func vanishedFile() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.playAlbum()
    try FileManager.default.removeItem(atPath: "\(session.music)/02 Two.flac")
    try await session.playerctl("next")
    try await session.until(title: "Three")
    try await session.until(status: "Playing")
    #expect(try await lastError(session).contains("Two"))
  }

  @Test("A file that is cut off plays to the cut, is named, and does not count as played")
  func cutFile() async throws {
    let session = try await PlayerSession()
    let files = try await session.makeAlbum(of: 2, seconds: 20)
    let whole = try #require(FileManager.default.contents(atPath: files[0]))
    try whole.prefix(whole.count / 8).write(to: URL(filePath: files[0]))
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("play", session.music)
    try await session.until(title: "Two")
    #expect(try await lastError(session).contains("“One” breaks off after"))
    try await session.soulctl("stop")
    try await session.soulctl("import", session.music)
    try await session.soulctl("play", session.music)
    try await session.until(title: "Two")
    let tracks = try await session.soulctlJSON("tracks")["tracks"]?.elements ?? []
    #expect(tracks.map { $0["play_count"]?.integer } == [0, 0])
  }

  @Test(
    "When nothing of the queue can be played it stops after one round, and says why",
    arguments: ["None", "Playlist"])
  func nothingPlays(loop: String) async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.playerctl("loop", loop)
    for name in try FileManager.default.contentsOfDirectory(atPath: session.music) {
      try Data("no longer music".utf8).write(to: URL(filePath: "\(session.music)/\(name)"))
    }
    let monitor = try await session.monitor("org.soulplayer")
    defer { monitor.send(SIGKILL) }
    _ = try await session.run("soulctl", ["play", "soul:album/1"])
    #expect(await monitor.output.line { $0.contains("'LastError'") } != nil)
    try await session.until(status: "Stopped")
    #expect(try await !lastError(session).isEmpty)
    // It is well enough to play something else.
    try await ToneFile.make(at: "\(session.folder.path)/good.flac", seconds: 30, tags: ["title": "Good"])
    try await session.soulctl("play", "\(session.folder.path)/good.flac")
    try await session.until(title: "Good")
    try await session.until(status: "Playing")
  }

  @Test("Without a sound device playing is an error that a person sees")
  func noSoundDevice() async throws {
    let session = try await PlayerSession(
      configuration: "[audio]\nsink = \"alsasink device=no-such-device\"\n")
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let monitor = try await session.monitor("org.soulplayer")
    defer { monitor.send(SIGKILL) }
    _ = try await session.run("soulctl", ["play", "soul:album/1"])
    #expect(await monitor.output.line { $0.contains("'LastError'") } != nil)
    try await session.until(status: "Stopped")
    #expect(try await !lastError(session).isEmpty)
  }

  @Test("A client that goes away in mid-call takes nothing with it")
  func clientGone() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let music = try Workspace.music()
    for _ in 0..<5 {
      let client = try ChildProcess("soulctl", ["import", music], environment: session.environment)
      // The progress that it prints says that it is in the middle.
      _ = await client.errors.line { !$0.isEmpty }
      client.send(SIGKILL)
      _ = await client.exit()
    }
    try await session.soulctl("import")
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 3 + 19)
    #expect(!daemon.hasExited)
  }

  private func lastError(_ session: PlayerSession) async throws -> String {
    try #require(
      try await session.property("LastError", of: "org.soulplayer.Queue", at: PlayerSession.servicePath)
        .string)
  }
}
