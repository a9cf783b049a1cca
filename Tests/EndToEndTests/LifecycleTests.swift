import Foundation
import TestKit
import Testing

/// Start, stop and everything that ends a program against its will.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct LifecycleTests {
  @Test("A client's first call starts the daemon through the bus")
  func activation() async throws {
    let session = try await PlayerSession()
    let tracks = try await session.soulctlJSON("tracks")
    #expect(tracks["total"]?.integer == 0)
    let daemon = try #require(try await session.daemonProcessIdentifier())
    kill(daemon, SIGTERM)
  }

  @Test("A second instance says so, exits 0 and steals nothing")
  func secondInstance() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.playAlbum()
    let second = try await session.run("soulplayerd", [])
    #expect(second.exit == .status(0))
    #expect((second.output + second.errors).contains("already"))
    #expect(try await session.daemonProcessIdentifier() == daemon.processIdentifier)
    #expect(try await session.playerctl("status") == "Playing")
  }

  @Test("SIGTERM after half a track counts the play and ends cleanly", arguments: 1...5)
  func endOfAPlay(round: Int) async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    try await session.playAlbum()
    try await session.playerctl("position", "20")
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
    let again = try await session.startDaemon()
    defer { again.send(SIGTERM) }
    let track = try await session.soulctlJSON("search", "one")
    #expect(track["tracks"]?[0]?["play_count"]?.integer == 1)
  }

  @Test("Queue, position, loop, shuffle and volume are there again after a restart, stopped")
  func restart() async throws {
    let session = try await PlayerSession()
    let first = try await session.startDaemonWithAlbum()
    try await session.playAlbum()
    try await session.playerctl("next")
    try await session.until(title: "Two")
    try await session.playerctl("pause")
    try await session.playerctl("position", "12")
    try await session.playerctl("volume", "0.5")
    try await session.playerctl("loop", "Playlist")
    try await session.playerctl("shuffle", "On")
    let queue = try await queueIdentity(session)
    first.send(SIGTERM)
    #expect(await first.exit() == .status(0))

    let second = try await session.startDaemon()
    defer { second.send(SIGTERM) }
    #expect(try await session.playerctl("status") == "Stopped")
    #expect(try await session.playerctl("metadata", "title") == "Two")
    #expect(try await session.playerProperty("Volume").number == 0.5)
    #expect(try await session.playerctl("loop") == "Playlist")
    #expect(try await session.playerctl("shuffle") == "On")
    #expect(try await queueIdentity(session) == queue)
    try await session.playerctl("play")
    try await session.until(status: "Playing")
    let position = try #require(try await session.playerProperty("Position").integer)
    #expect(position >= 12_000_000)
    #expect(try await session.playerctl("metadata", "title") == "Two")
  }

  @Test(
    "SIGTERM at any time ends it cleanly and keeps the queue", arguments: ["playing", "paused", "importing"])
  func terminated(while activity: String) async throws {
    let session = try await PlayerSession()
    let first = try await session.startDaemonWithAlbum()
    try await session.playAlbum()
    let queue = try await queueIdentity(session)
    switch activity {
    case "paused": try await session.playerctl("pause")
    case "importing": try await session.soulctl("import", "--no-wait", try Workspace.music())
    default: break
    }
    first.send(SIGTERM)
    #expect(await first.exit() == .status(0))
    let second = try await session.startDaemon()
    defer { second.send(SIGTERM) }
    #expect(try await queueIdentity(session) == queue)
    #expect(try await session.playerctl("status") == "Stopped")
  }

  @Test("SIGTERM ends a start that hangs, here on a bus that takes the connection and never says a word")
  func terminatedWhileStarting() async throws {
    let session = try await PlayerSession()
    var environment = session.environment
    let socket = "\(session.folder.path)/silent-bus"
    environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=\(socket)"
    let silentBus = try ChildProcess(
      "python3",
      [
        "-uc",
        """
        import socket, sys
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(sys.argv[1])
        listener.listen()
        print("listening")
        connection, _ = listener.accept()
        print("connected")
        while connection.recv(4096): pass
        """, socket,
      ], environment: environment)
    _ = try #require(await silentBus.output.line { $0 == "listening" })
    let daemon = try ChildProcess(try Workspace.binary("soulplayerd"), environment: environment)
    _ = try #require(await silentBus.output.line { $0 == "connected" })
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
  }

  @Test("When the bus dies the daemon saves what it has and ends")
  func busDeath() async throws {
    let session = try await PlayerSession()
    let first = try await session.startDaemonWithAlbum()
    try await session.playAlbum()
    try await session.playerctl("volume", "0.25")
    let queue = try await queueIdentity(session)
    await session.killBus()
    #expect(await first.exit() == .status(0))
    try await session.replaceBus()
    let second = try await session.startDaemon()
    defer { second.send(SIGTERM) }
    #expect(try await queueIdentity(session) == queue)
    #expect(try await session.playerProperty("Volume").number == 0.25)
  }

  @Test("After SIGKILL the queue is there again")
  func killed() async throws {
    let session = try await PlayerSession()
    let first = try await session.startDaemonWithAlbum()
    try await session.playAlbum()
    try await session.playerctl("next")
    try await session.until(title: "Two")
    let queue = try await queueIdentity(session)
    first.send(SIGKILL)
    #expect(await first.exit() == .signal(SIGKILL))
    let second = try await session.startDaemon()
    defer { second.send(SIGTERM) }
    #expect(try await queueIdentity(session) == queue)
    #expect(try await session.soulctlJSON("tracks")["total"]?.integer == 3)
    #expect(try await session.playerctl("status") == "Stopped")
  }

  @Test("A wrong configuration stops the start, with file, line and a sentence")
  func wrongConfiguration() async throws {
    let wrong: [(text: String, line: Int, names: String)] = [
      ("[audio]\nsinc = \"autoaudiosink\"\n", 2, "sinc"),
      ("[audio]\nsink = 7\n", 2, "sink"),
      ("[audio]\n\n\nsink = \"unterminated\nx = 1\n", 4, "TOML"),
      ("[playback]\nprevious_restarts_after = \"soon\"\n", 2, "previous_restarts_after"),
      ("# a comment\n[library]\nfolders = [\"/music\", 7]\n", 3, "folders"),
      ("[sound]\nsink = \"autoaudiosink\"\n", 1, "sound"),
    ]
    let session = try await PlayerSession()
    for (text, line, names) in wrong {
      try Data(text.utf8).write(to: URL(filePath: session.configurationFile))
      let result = try await session.run("soulplayerd", [])
      #expect(result.exit != .status(0), "\(text)")
      #expect(result.errors.contains("\(session.configurationFile):\(line)"), "\(text)\(result.errors)")
      #expect(result.errors.contains(names), "\(text)\(result.errors)")
    }
  }

  @Test("A damaged library is refused with a sentence and kept as it is")
  func damagedLibrary() async throws {
    let session = try await PlayerSession()
    let first = try await session.startDaemonWithAlbum()
    first.send(SIGTERM)
    #expect(await first.exit() == .status(0))
    let url = URL(filePath: session.libraryFile)
    var bytes = try Data(contentsOf: url)
    bytes.replaceSubrange(0..<512, with: Data(repeating: 0x5A, count: 512))
    try bytes.write(to: url)

    let result = try await session.run("soulplayerd", [])
    #expect(result.exit != .status(0))
    #expect(result.errors.contains(session.libraryFile), "\(result.errors)")
    #expect(result.errors.contains("damaged"), "\(result.errors)")
    #expect(try Data(contentsOf: url) == bytes)
  }

  @Test("A library of a newer version is refused with a sentence and kept as it is")
  func newerLibrary() async throws {
    let session = try await PlayerSession()
    let first = try await session.startDaemonWithAlbum()
    first.send(SIGTERM)
    #expect(await first.exit() == .status(0))
    try await session.output(
      "python3",
      [
        "-c",
        """
        import sqlite3, sys
        library = sqlite3.connect(sys.argv[1])
        library.execute("PRAGMA user_version = 9999")
        library.execute("PRAGMA journal_mode = DELETE")
        library.close()
        """, session.libraryFile,
      ])
    let url = URL(filePath: session.libraryFile)
    let bytes = try Data(contentsOf: url)

    let result = try await session.run("soulplayerd", [])
    #expect(result.exit != .status(0))
    #expect(result.errors.contains("newer"), "\(result.errors)")
    #expect(try Data(contentsOf: url) == bytes)
  }

  @Test(
    "A command line that makes no sense exits 2, as soulctl's does",
    arguments: ["--nonsense", "--json", "extra"])
  func wrongUsage(argument: String) async throws {
    let session = try await PlayerSession()
    let daemon = try await session.run("soulplayerd", [argument])
    #expect(daemon.exit == .status(2), "\(daemon.errors)")
    #expect(daemon.errors.contains("Usage: soulplayerd"), "\(daemon.errors)")
    #expect(daemon.output.isEmpty)
    #expect(try await session.run("soulctl", ["--nonsense"]).exit == .status(2))
    #expect(try await session.run("soulplayerd", ["--version"]).exit == .status(0))
  }

  @Test("Without a session bus both programs say so in a sentence")
  func noBus() async throws {
    let session = try await PlayerSession()
    var environment = session.environment
    environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=\(session.folder.path)/no-bus"
    let daemon = try await ChildProcess.run("soulplayerd", environment: environment)
    #expect(daemon.exit != .status(0))
    #expect(daemon.errors.contains("bus"), "\(daemon.errors)")
    let client = try await ChildProcess.run("soulctl", ["status"], environment: environment)
    #expect(client.exit == .status(3))
    #expect(client.errors.contains("bus"), "\(client.errors)")
  }

  /// The titles of the queue and the place in it.
  private func queueIdentity(_ session: PlayerSession) async throws -> [String] {
    let entries = try await session.call("Entries", of: "org.soulplayer.Queue", ["uu", "0", "100"])[0]?
      .elements
    return try #require(entries).compactMap { $0["title"]?.string }
      + [try await session.playerctl("metadata", "title")]
  }
}
