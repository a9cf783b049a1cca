import Foundation
import TestKit
import Testing

/// Covers of what lies on servers, as clients see them.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct CoverTests {
  @Test("What a list shows has its cover soon after, in lists, albums, the queue and MPRIS")
  func shown() async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let music = try TemporaryFolder()
    for title in ["One", "Two"] {
      try await ToneFile.make(
        at: try music.path(of: "\(title).flac"), seconds: 30,
        tags: ["title": title, "artist": "The Counters", "album": "Numbers"])
    }
    let picture = try music.path(of: "cover.jpg")
    try await ToneFile.makeCover(at: picture)
    let server = try await MusicServer(music: music.path)
    try await session.addServer("Home", server.url)
    let watch = try ChildProcess("soulctl", ["watch", "--json"], environment: session.environment)
    defer { watch.send(SIGKILL) }
    // The first line says that it listens.
    _ = await watch.output.line { !$0.isEmpty }
    try await session.soulctl("source", "sync", "Home")

    // As a client does that hears of a change.
    var tracks = try await session.soulctlJSON("tracks")
    while tracks["tracks"]?[0]?["art_url"] == nil {
      try #require(await watch.output.line { $0.contains("\"event\":\"library\"") } != nil)
      tracks = try await session.soulctlJSON("tracks")
    }
    let covers = tracks["tracks"]?.elements?.map { $0["art_url"]?.string } ?? []
    let cover = try #require(covers.first ?? nil)
    #expect(covers == [cover, cover])
    let url = try #require(URL(string: cover))
    #expect(url.scheme == "file")
    #expect(
      FileManager.default.contents(atPath: url.path) == FileManager.default.contents(atPath: picture))
    #expect(try await session.soulctlJSON("albums")["albums"]?[0]?["art_url"]?.string == cover)
    try await session.soulctl("play", "soul:album/1")
    try await session.until("metadata", "mpris:artUrl") { $0 == cover }
    let queue = try await session.call("Entries", of: "org.soulplayer.Queue", ["uu", "0", "10"])
    #expect(queue[0]?.elements?.map { $0["art_url"]?.string } == [cover, cover])
  }

  @Test("What plays has its cover without anybody looking at a list, and the file is there")
  func played() async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let music = try TemporaryFolder()
    try await ToneFile.make(
      at: try music.path(of: "One.flac"), seconds: 30, tags: ["title": "One", "album": "Numbers"])
    try await ToneFile.makeCover(at: try music.path(of: "cover.jpg"))
    let server = try await MusicServer(music: music.path)
    try await session.addServer("Home", server.url)
    try await session.soulctl("source", "sync", "Home")
    try await session.soulctl("play", "soul:track/1")
    try await session.until("metadata", "mpris:artUrl") { $0.hasPrefix("file://") }
    let url = try #require(URL(string: try await session.playerctl("metadata", "mpris:artUrl")))
    #expect(FileManager.default.fileExists(atPath: url.path))
  }
}
