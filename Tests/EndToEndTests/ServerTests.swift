import Foundation
import TestKit
import Testing

/// Servers as people have them: added, signed in to, synced, streamed from, and away when they are needed.
@Suite(.timeLimit(.minutes(5)))
struct ServerTests {
  /// A session with an open keyring and a running daemon, and an album on a server.
  private struct Home {
    let session: PlayerSession
    let keyring: PrivateKeyring
    let daemon: ChildProcess
    let music: TemporaryFolder

    init(seconds: Double = 30) async throws {
      session = try await PlayerSession()
      keyring = try session.makeKeyring()
      try await keyring.startUnlocked()
      daemon = try await session.startDaemon()
      music = try TemporaryFolder()
      for (index, title) in ["One", "Two", "Three"].enumerated() {
        try await ToneFile.make(
          at: try music.path(of: "\(title).flac"), seconds: seconds, frequency: 220 * (index + 2),
          tags: ["title": title, "artist": "The Counters", "album": "Numbers", "track": "\(index + 1)"])
      }
    }
  }

  @Test("A server's library appears by sync, and what was changed there appears with the next")
  func sync() async throws {
    let home = try await Home(seconds: 1)
    defer { home.daemon.send(SIGTERM) }
    let session = home.session
    let server = try await MusicServer(music: home.music.path)
    try await session.addServer("Home", server.url)
    #expect(try await session.soulctlJSON("source", "sync", "Home")["state"] == .string("succeeded"))
    var tracks = try await session.soulctlJSON("tracks")
    #expect(tracks["total"]?.integer == 3)
    #expect(tracks["tracks"]?[0]?["badge"]?.string == "server")
    try FileManager.default.removeItem(atPath: try home.music.path(of: "Two.flac"))
    await server.nextScan()
    #expect(try await session.soulctlJSON("source", "sync", "Home")["removed"]?.integer == 1)
    tracks = try await session.soulctlJSON("tracks")
    #expect(tracks["total"]?.integer == 2)
    let again = try await session.soulctlJSON("source", "sync", "Home")
    #expect(again["added"]?.integer == 0 && again["removed"]?.integer == 0)
    #expect(try await session.sourceProperty("TrackCount", of: 2).integer == 2)
    #expect(try await session.sourceProperty("LastSync", of: 2).integer ?? 0 > 1_700_000_000)
  }

  @Test("The same files on two servers are one track, and one server takes over from the other in mid-track")
  func failover() async throws {
    let home = try await Home()
    defer { home.daemon.send(SIGTERM) }
    let session = home.session
    let first = try await MusicServer(music: home.music.path)
    let second = try await MusicServer(music: home.music.path)
    try await session.addServer("Home", first.url)
    try await session.soulctl("source", "sync", "Home")
    try await session.addServer("Attic", second.url)
    #expect(try await session.soulctlJSON("source", "sync", "Attic")["total"] != nil)
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 3)
    try await session.soulctl("source", "activate", "Home")
    try await session.soulctl("play", "soul:album/1")
    try await session.until(title: "One")
    try await session.until(status: "Playing")
    await first.kill()
    try await session.playerctl("position", "20")
    try await session.until(source: 2) { $0["online"] == .bool(false) }
    #expect(try await session.playerctl("status") == "Playing")
    #expect(try await session.playerctl("metadata", "title") == "One")
    // To its end, and on.
    try await session.until(title: "Two")
    #expect(try await session.soulctlJSON("status")["last_error"]?.string == "")
  }

  @Test(
    "A streamed album is played, paused, sought in and skipped through, and GStreamer has nothing to complain of"
  )
  func streamedControl() async throws {
    let home = try await Home(seconds: 2)
    let session = home.session
    let server = try await MusicServer(music: home.music.path)
    try await session.addServer("Home", server.url)
    try await session.soulctl("source", "sync", "Home")
    try await session.soulctl("play", "soul:album/1")
    try await session.until(status: "Playing")
    try await session.playerctl("position", "1")
    try await session.playerctl("pause")
    try await session.playerctl("position", "0.5")
    try await session.playerctl("play")
    try await session.until(title: "Two")
    try await session.soulctl("loop", "playlist")
    // Each time in the middle of what the one before has begun.
    for step in 0..<60 { try await session.playerctl(step % 4 == 3 ? "previous" : "next") }
    try await session.soulctl("loop", "none")
    try await session.soulctl("play", "soul:album/1")
    try await session.until(title: "Three")
    try await session.until(status: "Stopped")
    #expect(try await session.soulctlJSON("status")["last_error"]?.string == "")
    home.daemon.send(SIGTERM)
    #expect(await home.daemon.exit() == .status(0))
    let log = await home.daemon.errors.text()
    #expect(!log.contains("CRITICAL") && !log.contains("WARNING"), "\(log)")
  }

  @Test("What can't be added is not stored, and says why")
  func refusedServers() async throws {
    let home = try await Home(seconds: 1)
    defer { home.daemon.send(SIGTERM) }
    let session = home.session
    let page = try FaultyServer { _ in .text("<html>Welcome</html>", type: "text/html") }
    let server = try await MusicServer(music: home.music.path)
    let cases: [(url: String, options: [String], exit: Int32, error: String)] = [
      ("http://127.0.0.1:1", [], 5, "Unreachable"),
      ("http://music.example.org", [], 1, "Insecure"),
      ("ftp://127.0.0.1", [], 1, "InvalidArgs"),
      ("http://user:secret@127.0.0.1", [], 1, "InvalidArgs"),
      (page.url, [], 1, "Failed"),
      ("https" + server.url.dropFirst(4), [], 5, "speaks plain HTTP, not TLS"),
      (server.url + "/base", [], 1, "base path"),
      ("https://127.0.0.1:1", ["--ca-file", "/nowhere.pem"], 1, "InvalidArgs"),
    ]
    for refused in cases {
      let result = try await session.run(
        "soulctl",
        ["source", "add", "Nowhere", refused.url, "--username", "ann", "--json"] + refused.options)
      #expect(result.exit == .status(refused.exit), "\(refused.url): \(result.output)")
      #expect(result.output.contains(refused.error), "\(refused.url): \(result.output)")
    }
    #expect(try await session.soulctlJSON("sources")["total"]?.integer == 1)
  }

  @Test("A wrong password is refused and signs nobody in; names and accounts are unique")
  func wrongPassword() async throws {
    let home = try await Home(seconds: 1)
    defer { home.daemon.send(SIGTERM) }
    let session = home.session
    let server = try await MusicServer(music: home.music.path)
    try await session.soulctl("source", "add", "Home", server.url, "--username", MusicServer.user)
    #expect(try await session.login("Home", "wrong").exit == .status(6))
    #expect(try await session.sourceProperty("SignedIn", of: 2) == .bool(false))
    for (name, user) in [("home", "another"), ("Twin", MusicServer.user)] {
      let twin = try await session.run(
        "soulctl", ["source", "add", name, server.url, "--username", user, "--json"])
      #expect(twin.exit == .status(1))
      #expect(twin.output.contains("Conflict"), "\(name): \(twin.output)")
    }
    #expect(try await session.login("Home", MusicServer.password).exit == .status(0))
    #expect(try await session.sourceProperty("SignedIn", of: 2) == .bool(true))
  }

  @Test("A restart finds the token in the keyring; while that is locked nobody is signed out")
  func restart() async throws {
    let home = try await Home(seconds: 1)
    let session = home.session
    let server = try await MusicServer(music: home.music.path)
    try await session.addServer("Home", server.url)
    try await session.soulctl("source", "activate", "Home")
    try await session.soulctl("source", "sync", "Home")
    home.daemon.send(SIGTERM)
    #expect(await home.daemon.exit() == .status(0))
    try await home.keyring.lock()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    #expect(try await session.sourceProperty("SignedIn", of: 2) == .bool(true))
    let locked = try await session.run("soulctl", ["source", "sync", "Home", "--json"])
    #expect(locked.exit == .status(6))
    #expect(locked.output.contains("KeyringLocked"), "\(locked.output)")
    #expect(try await session.sourceProperty("SignedIn", of: 2) == .bool(true))
    // A keyring that comes back open: it goes on by itself.
    await home.keyring.kill()
    try await home.keyring.startUnlocked()
    try await session.until(source: 2) {
      $0["sync_state"]?.string == "idle" && $0["last_error"]?.string == ""
    }
    #expect(try await session.soulctlJSON("source", "sync", "Home")["state"] == .string("succeeded"))
  }

  @Test("Without a keyring it signs in for the session, and says so")
  func withoutKeyring() async throws {
    let home = try await Home(seconds: 1)
    defer { home.daemon.send(SIGTERM) }
    let session = home.session
    await home.keyring.kill()
    let server = try await MusicServer(music: home.music.path)
    try await session.addServer("Home", server.url)
    try await session.until(source: 2) { $0["last_error"]?.string?.contains("for this session") == true }
    #expect(try await session.soulctlJSON("source", "sync", "Home")["state"] == .string("succeeded"))
    // It comes late.
    try await home.keyring.startUnlocked()
    try await session.until(source: 2) { $0["last_error"]?.string == "" }
  }

  @Test("A removed server takes its tracks and its token along; what is elsewhere too stays")
  func remove() async throws {
    let home = try await Home(seconds: 1)
    defer { home.daemon.send(SIGTERM) }
    let session = home.session
    let server = try await MusicServer(music: home.music.path)
    try FileManager.default.copyItem(
      atPath: try home.music.path(of: "One.flac"), toPath: "\(session.music)/One.flac")
    try await session.soulctl("import", session.music)
    try await session.addServer("Home", server.url)
    try await session.soulctl("source", "sync", "Home")
    try await session.soulctl("source", "remove", "Home")
    #expect(try await session.soulctlJSON("sources")["total"]?.integer == 1)
    let left = try await session.soulctlJSON("tracks")["tracks"]?.elements ?? []
    #expect(left.map { $0["title"]?.string } == ["One"])
    try await home.keyring.until(count: 0, "source", "2")
    #expect(try await session.run("soulctl", ["source", "remove", "1"]).exit == .status(1))
  }

  @Test(
    "A server that takes connections and never answers holds up neither a start nor the files of this device")
  func silentServer() async throws {
    let home = try await Home(seconds: 1)
    let session = home.session
    let server = try StandInServer()
    try await session.soulctl("import", session.music)
    try await session.addServer(
      "Bird", server.url, user: StandInServer.username, password: StandInServer.password)
    try await session.soulctl("source", "activate", "Bird")
    home.daemon.send(SIGTERM)
    #expect(await home.daemon.exit() == .status(0))
    let gate = TestGate()
    server.intercept { _ in .status(503).held(by: gate) }
    let daemon = try await session.startDaemon()
    let watch = try ChildProcess("soulctl", ["watch", "--json"], environment: session.environment)
    defer { watch.send(SIGKILL) }
    // The first line says that it listens.
    _ = await watch.output.line { !$0.isEmpty }
    try FileManager.default.copyItem(
      atPath: try home.music.path(of: "One.flac"), toPath: "\(session.music)/One.flac")
    #expect(await watch.output.line { $0.contains("\"event\":\"library\"") } != nil)
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 1)
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
    gate.open()
  }

  @Test("Clients that race leave one active server, and one of a name")
  func races() async throws {
    let home = try await Home(seconds: 1)
    defer { home.daemon.send(SIGTERM) }
    let session = home.session
    let server = try await MusicServer(music: home.music.path)
    let added = try await withThrowingTaskGroup { group in
      for number in 1...6 {
        group.addTask {
          try await session.run(
            "soulctl", ["source", "add", "Home", server.url, "--username", "user\(number)"]
          ).exit
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(added.count { $0 == .status(0) } == 1)
    try await session.soulctl("source", "add", "Attic", server.url, "--username", "another")
    try await withThrowingDiscardingTaskGroup { group in
      for number in 0..<20 {
        group.addTask {
          _ = try await session.run("soulctl", ["source", "activate", number % 2 == 0 ? "Home" : "Attic"])
        }
      }
    }
    let sources = try await session.soulctlJSON("sources")["sources"]?.elements ?? []
    let active = sources.filter { $0["active"] == .bool(true) }
    #expect(active.count == 1)
    #expect(
      try await session.property("ActiveServer", of: PlayerSession.sourcesInterface, at: "/org/soulplayer")
        .string
        == active.first?["source"]?.string)
  }
}
