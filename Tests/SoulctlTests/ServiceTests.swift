import Bus
import Contract
import Foundation
import TestKit
import Testing

@testable import soulctl

/// The real soulctl on a private bus, before a stand-in for the daemon.
@Suite(.timeLimit(.minutes(2))) struct ServiceTests {
  private static let hostile = "A\u{1B}[2J\nB"
  private static let blueTrain: VariantMap = [
    "id": .uint64(7), "uri": .string("soul:track/7"), "title": .string("Blue Train"),
    "artist": ["John Coltrane"].busValue, "album": .string("Blue Train"), "duration": .int64(200_000_000),
    "entry": .objectPath("/org/soulplayer/entries/1"), "badge": .string("local"),
  ]

  private func json(_ result: CommandResult) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func `without a daemon it says how to start one`() async throws {
    let bus = try await PrivateBus()
    let text = try await ChildProcess.run(SoulctlProgram.path, ["status"], environment: bus.environment)
    #expect(text.exit == .status(3))
    #expect(text.output.isEmpty)
    #expect(text.errors.contains("systemctl --user start soulplayerd"))
    #expect(text.errors.contains("soulctl doctor"))
    let script = try await ChildProcess.run(
      SoulctlProgram.path, ["pause", "--json"], environment: bus.environment)
    #expect(script.exit == .status(3))
    #expect(try json(script)["error"] as? String == "org.freedesktop.DBus.Error.ServiceUnknown")
    #expect(script.errors.isEmpty)
  }

  @Test func `a daemon that can't be started is told of`() async throws {
    let bus = try await PrivateBus()
    try bus.addService("org.soulplayer", command: "/bin/false")
    let result = try await ChildProcess.run(SoulctlProgram.path, ["status"], environment: bus.environment)
    #expect(result.exit == .status(3))
    #expect(result.errors.contains("could not start it"))
  }

  @Test func `without a bus it says so`() async throws {
    let folder = try TemporaryFolder()
    for environment in [["PATH": "/usr/bin"], ["DBUS_SESSION_BUS_ADDRESS": "unix:path=\(folder.path)/none"]] {
      let result = try await ChildProcess.run(SoulctlProgram.path, ["next"], environment: environment)
      #expect(result.exit == .status(3))
      #expect(result.errors.contains("session bus"))
    }
  }

  @Test func `status shows the track, and never its control characters`() async throws {
    let daemon = try await StandInDaemon { state in
      state.queue = [Self.blueTrain.merging(["title": .string(Self.hostile)]) { $1 }]
    }
    let text = try await daemon.soulctl("status")
    #expect(text.exit == .status(0))
    #expect(
      text.output.split(separator: "\n") == [
        "Playing, 1 of 1", "  A␛[2J␊B", "  John Coltrane", "  Blue Train", "  0:42 / 3:20",
        "volume 50 %, loop none, shuffle off",
      ])
    let status = try json(try await daemon.soulctl("status", "--json"))
    #expect(status["playback_status"] as? String == "Playing")
    #expect(status["position"] as? Int == 42_000_000)
    #expect(status["volume"] as? Double == 0.5)
    #expect((status["track"] as? [String: Any])?["title"] as? String == Self.hostile)
  }

  @Test func `play TEXT searches and replaces the queue`() async throws {
    let daemon = try await StandInDaemon { $0.tracks = [Self.blueTrain] }
    let result = try await daemon.soulctl("play", "Blue", "Train")
    #expect(result.exit == .status(0))
    #expect(
      await daemon.call("ReplaceQueue")?.arguments
        == [["soul:search?q=Blue%20Train"].busValue, .uint32(0), .boolean(true)])
  }

  @Test func `play DIR hands over its files in order`() async throws {
    let daemon = try await StandInDaemon()
    let folder = try TemporaryFolder()
    for name in ["Album/10 z.flac", "Album/9 ä.flac", "Album/CD 2/1.mp3", "Album/cover.png"] {
      try folder.touch(name)
    }
    let result = try await daemon.soulctl("play", "Album", directory: folder.path)
    #expect(result.exit == .status(0))
    #expect(
      await daemon.call("ReplaceQueue")?.arguments.first
        == ["9%20%C3%A4.flac", "10%20z.flac", "CD%202/1.mp3"].map { "file://\(folder.path)/Album/\($0)" }
        .busValue)
  }

  @Test func `what is not there has its own exit status`() async throws {
    let daemon = try await StandInDaemon { $0.tracks = [Self.blueTrain] }
    #expect(try await daemon.soulctl("play", "giant", "steps").exit == .status(4))
    #expect(try await daemon.soulctl("play", "/no/such/file.flac").exit == .status(4))
    #expect(try await daemon.soulctl("queue", "remove", "1").exit == .status(4))
    #expect(try await daemon.soulctl("import", "/no/such/folder").exit == .status(4))
    #expect(try await daemon.soulctl("operation", "cancel", "99").exit == .status(4))
  }

  @Test func `the daemon's error becomes exit status, sentence and JSON`() async throws {
    let daemon = try await StandInDaemon { state in
      state.failures["ReplaceQueue"] = BusFailure(
        name: ErrorName.offline.rawValue, message: "The server is away.")
      state.failures["RemoveFolder"] = BusFailure(
        name: ErrorName.notFound.rawValue, message: "No such folder.")
    }
    let text = try await daemon.soulctl("play", "soul:track/7")
    #expect(text.exit == .status(5))
    #expect(text.errors == "soulctl: The server is away.\n")
    let script = try await daemon.soulctl("folder", "remove", "/x", "--json")
    #expect(script.exit == .status(4))
    #expect(
      try json(script) as? [String: String] == [
        "error": ErrorName.notFound.rawValue, "message": "No such folder.",
      ])
  }

  @Test func `a player that can't go on says why`() async throws {
    let daemon = try await StandInDaemon { $0.queue = [Self.blueTrain] }
    let result = try await daemon.soulctl("next")
    #expect(result.exit == .status(1))
    #expect(result.errors.contains("no next track"))
    #expect(try await daemon.soulctl("seek", "9:59").exit == .status(1))
  }

  @Test func `seek, volume, loop and shuffle say what they mean`() async throws {
    let daemon = try await StandInDaemon { $0.queue = [Self.blueTrain] }
    #expect(try await daemon.soulctl("seek", "-10", "--json").exit == .status(0))
    #expect(await daemon.call("Seek")?.arguments == [.int64(-10_000_000)])
    #expect(try await daemon.soulctl("seek", "1:30").exit == .status(0))
    #expect(
      await daemon.call("SetPosition")?.arguments
        == [.objectPath("/org/soulplayer/entries/1"), .int64(90_000_000)])
    #expect(try await daemon.soulctl("volume", "-5").output == "45 %\n")
    #expect(try await daemon.soulctl("loop", "track", "--json").output == "{\"loop_status\":\"Track\"}\n")
    #expect(try await daemon.soulctl("shuffle", "on").output == "on\n")
  }

  @Test func `entries are moved, added and removed by their numbers`() async throws {
    let daemon = try await StandInDaemon { state in
      state.queue = (1...5).map {
        Self.blueTrain.merging([
          "entry": BusValue.objectPath(ObjectPath(stringLiteral: "/org/soulplayer/entries/\($0)"))
        ]) { $1 }
      }
    }
    let entry = { (number: Int) in
      BusValue.objectPath(ObjectPath(stringLiteral: "/org/soulplayer/entries/\(number)"))
    }
    #expect(try await daemon.soulctl("queue", "move", "2", "5").exit == .status(0))
    #expect(await daemon.call("MoveEntry")?.arguments == [entry(2), entry(5)])
    #expect(try await daemon.soulctl("queue", "move", "4", "1").exit == .status(0))
    #expect(await daemon.call("MoveEntry")?.arguments == [entry(4), .objectPath("/")])
    #expect(try await daemon.soulctl("queue", "add", "--next", "soul:track/9").exit == .status(0))
    #expect(await daemon.call("Enqueue")?.arguments == [["soul:track/9"].busValue, entry(1)])
    #expect(try await daemon.soulctl("queue", "remove", "2-3", "3", "5").exit == .status(0))
    #expect(await daemon.call("Dequeue")?.arguments == [.array([entry(2), entry(3), entry(5)], of: "o")])
    let list = try json(try await daemon.soulctl("queue", "list", "--json", "--offset", "1", "--limit", "2"))
    #expect(list["total"] as? Int == 5)
    #expect(
      (list["entries"] as? [[String: Any]])?.compactMap { $0["entry"] as? String }.last
        == "/org/soulplayer/entries/3")
    let past = try await daemon.soulctl("queue", "list", "--offset", "50")
    #expect((past.output + past.errors).hasSuffix("There are only 5.\n"))
  }

  @Test func `a long list is asked for in parts`() async throws {
    let daemon = try await StandInDaemon { state in
      state.tracks = (1...2500).map { ["id": .uint64($0), "title": .string("Track \($0)")] }
    }
    let list = try json(try await daemon.soulctl("tracks", "--json", "--limit", "2300", "--offset", "100"))
    let ids = (list["tracks"] as? [[String: Any]])?.compactMap { $0["id"] as? Int }
    #expect(ids == Array(101...2400))
    #expect(list["total"] as? Int == 2500)
  }

  @Test func `lists show where a track would be played from, and take it as a filter in any case`()
    async throws
  {
    let daemon = try await StandInDaemon { state in
      state.tracks = ["local", "cached", "server", "offline"].map {
        Self.blueTrain.merging(["badge": .string($0)]) { $1 }
      }
      state.queue = [Self.blueTrain]
    }
    let lines = try await daemon.soulctl("tracks", "--badge", "Server").output.split(separator: "\n")
    #expect(lines.map { $0.split(separator: " ").last } == ["FROM", "Local", "Cached", "Server", "Offline"])
    let filter = await daemon.call("Tracks")?.arguments.first.flatMap { VariantMap(busValue: $0) }
    #expect(filter?["badge"] == .string("server"))
    #expect(try await daemon.soulctl("queue", "list").output.hasSuffix("3:20  Local\n"))
  }

  @Test func `a wrong command line is told of and nothing is done`() async throws {
    let daemon = try await StandInDaemon()
    for arguments in [
      ["volume", "200"], ["seek", "soon"], ["loop", "twice"], ["tracks", "--order", "x"],
      ["tracks", "--badge", "x"], ["queue", "add", "x", "--next", "--after", "1"],
    ] {
      let result = try await ChildProcess.run(SoulctlProgram.path, arguments, environment: daemon.environment)
      #expect(result.exit == .status(2), "\(arguments)")
      #expect(result.errors.contains("Usage: soulctl"), "\(arguments)")
      let script = try await ChildProcess.run(
        SoulctlProgram.path, arguments + ["--json"], environment: daemon.environment)
      #expect(script.exit == .status(2), "\(arguments)")
      #expect(try json(script)["message"] is String, "\(arguments)")
      #expect(script.errors.isEmpty, "\(arguments)")
    }
  }

  @Test(arguments: ["ReplaceQueue", "Import"])
  func `a daemon that dies in mid-call is told of`(member: String) async throws {
    let daemon = try await StandInDaemon { $0.dyingMember = member }
    let folder = try TemporaryFolder()
    let result =
      try await member == "Import"
      ? daemon.soulctl("import", folder.path) : daemon.soulctl("play", "soul:track/1")
    #expect(result.exit == .status(3))
    #expect(result.errors.contains("went away"))
  }

  @Test func `introspect shows the live objects`() async throws {
    let daemon = try await StandInDaemon()
    let text = try await daemon.soulctl("introspect")
    #expect(text.exit == .status(0))
    #expect(text.output.contains("method    Search(s text, a{sv} filter) → aa{sv} tracks, t total"))
    #expect(text.output.contains("property  Volume d, readwrite = 0.5"))
    #expect(!text.output.contains("org.freedesktop.DBus.Peer"))
    let objects = try json(try await daemon.soulctl("introspect", "/org/soulplayer", "--json"))
    #expect(objects["total"] as? Int == 1)
    #expect(try await daemon.soulctl("introspect", "/nowhere").exit == .status(4))
  }
}
