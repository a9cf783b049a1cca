import Foundation
import TestKit
import Testing

/// What scripts rely on: soulctl's JSON, its exit codes and where it writes.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ClientTests {
  @Test("Lists are an object with a total beside them; pages are cut by limit and offset")
  func lists() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let tracks = try await session.soulctlJSON("tracks")
    #expect(tracks.keys == ["tracks", "total"])
    #expect(tracks["tracks"]?.elements?.compactMap { $0["title"]?.string } == ["One", "Two", "Three"])
    #expect(tracks["tracks"]?[0]?["track_number"]?.integer == 1)
    #expect(tracks["tracks"]?[0]?["uri"]?.string?.hasPrefix("soul:track/") == true)

    let page = try await session.soulctlJSON("tracks", "--limit", "1", "--offset", "1")
    #expect(page["total"]?.integer == 3)
    #expect(page["tracks"]?.elements?.compactMap { $0["title"]?.string } == ["Two"])

    let albums = try await session.soulctlJSON("albums")
    #expect(albums.keys == ["albums", "total"])
    #expect(albums["albums"]?[0]?["title"]?.string == "Numbers")
    #expect(albums["albums"]?[0]?["track_count"]?.integer == 3)
    let artists = try await session.soulctlJSON("artists")
    #expect(artists["artists"]?[0]?["name"]?.string == "The Counters")
  }

  @Test("Search finds by the beginnings of words, whatever their accents and case")
  func search() async throws {
    let session = try await PlayerSession()
    try await ToneFile.make(
      at: "\(session.music)/a.flac", seconds: 0.2, tags: ["title": "Ágætis byrjun", "artist": "Sigur Rós"])
    try await ToneFile.make(
      at: "\(session.music)/b.flac", seconds: 0.2, tags: ["title": "Rose", "artist": "Somebody"])
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("import", session.music)
    for (text, total) in [
      ("agæt", 1), ("ROS", 2), ("sigur ros", 1), ("ros sig", 1), ("aetis", 0), ("\"'*(", 0),
    ] {
      #expect(try await session.soulctlJSON("search", text)["total"]?.integer == total, "\(text)")
    }
  }

  @Test("Lists sort as people sort")
  func order() async throws {
    let session = try await PlayerSession()
    for (index, title) in ["Track 10", "the Apple", "Track 9", "Äpfel", "apricot", "Zebra"].enumerated() {
      try await ToneFile.make(at: "\(session.music)/\(index).flac", seconds: 0.1, tags: ["title": title])
    }
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("import", session.music)
    let tracks = try await session.soulctlJSON("tracks", "--order", "title")
    #expect(
      tracks["tracks"]?.elements?.compactMap { $0["title"]?.string }
        == ["Äpfel", "the Apple", "apricot", "Track 9", "Track 10", "Zebra"])
  }

  @Test("The queue is edited by its numbers")
  func queue() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("queue", "add", "soul:album/1")
    #expect(try await titles(session) == ["One", "Two", "Three"])
    try await session.soulctl("queue", "move", "3", "1")
    #expect(try await titles(session) == ["Three", "One", "Two"])
    try await session.soulctl("queue", "remove", "2")
    #expect(try await titles(session) == ["Three", "Two"])
    try await session.soulctl("queue", "clear")
    #expect(try await titles(session) == [])
  }

  @Test("A failure has its exit code, a sentence on stderr, and JSON where asked for")
  func failures() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let commands: [(arguments: [String], status: Int32)] = [
      (["seek", "soon"], 2), (["volume", "101"], 2), (["dance"], 2), (["loop", "sometimes"], 2),
      (["play", "/nowhere/at/all"], 4), (["import", "/nowhere/at/all"], 4),
      (["play", "soul:track/999999"], 4), (["play", "soul:playlist/999999"], 4),
      (["folder", "remove", "/nowhere"], 4),
    ]
    for (arguments, status) in commands {
      let plain = try await session.run("soulctl", arguments)
      #expect(plain.exit == .status(status), "\(arguments): \(plain)")
      #expect(plain.output.isEmpty, "\(arguments)")
      #expect(!plain.errors.isEmpty, "\(arguments)")
      guard status != 2 else { continue }
      let result = try await session.run("soulctl", arguments + ["--json"])
      #expect(result.exit == .status(status), "\(arguments)")
      let object = try JSONDecoder().decode(JSONValue.self, from: Data(result.output.utf8))
      #expect(object.keys == ["error", "message"], "\(arguments): \(result)")
    }
  }

  @Test("Where there are no playlists at all, that is said")
  func noPlaylists() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let all = try await session.run("soulctl", ["playlists"])
    #expect(all.exit == .status(0))
    #expect(all.errors.contains("There are no playlists."), "\(all.errors)")
    let some = try await session.run("soulctl", ["playlists", "--available"])
    #expect(some.errors.contains("There is no such playlist."), "\(some.errors)")
  }

  @Test("Without a daemon that the bus could start it says how to start one, and exits 3")
  func noDaemon() async throws {
    let session = try await PlayerSession(canActivate: false)
    let result = try await session.run("soulctl", ["status"])
    #expect(result.exit == .status(3))
    #expect(result.errors.contains("soulplayerd"), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("Nothing but text reaches a pipe: no colour, no control characters from a title")
  func plainText() async throws {
    let session = try await PlayerSession()
    try await ToneFile.make(
      at: "\(session.music)/a.flac", seconds: 0.2, tags: ["title": "Red \u{1B}[31m alert \u{7} bell"])
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("import", session.music)
    let text = try await session.soulctl("tracks")
    #expect(text.contains("alert"))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("Every command has help that says what it does")
  func help() async throws {
    let session = try await PlayerSession(canActivate: false)
    for command in [
      "status", "play", "pause", "toggle", "stop", "next", "previous", "seek", "volume", "loop", "shuffle",
      "queue",
      "import", "folder", "search", "tracks", "albums", "artists", "introspect",
    ] {
      let text = try await session.soulctl(command, "--help")
      #expect(text.contains("OVERVIEW: "), "\(command)")
      #expect(text.contains("soulctl \(command)"))
    }
  }

  private func titles(_ session: PlayerSession) async throws -> [String]? {
    let entries = try await session.call("Entries", of: "org.soulplayer.Queue", ["uu", "0", "100"])[0]?
      .elements
    return entries?.compactMap { $0["title"]?.string }
  }
}
