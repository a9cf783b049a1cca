import Foundation
import TestKit
import Testing

/// Covers as clients see them.
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

  enum Place: CaseIterable {
    case inTheFile, besideIt, onAServer
  }

  @Test(
    "While the cache is emptied no cover is shown that is gone, and what plays has its cover back by itself",
    arguments: Place.allCases)
  func emptiedCache(_ place: Place) async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let folder = try TemporaryFolder()
    let music = place == .onAServer ? folder.path : session.music
    let picture = try folder.path(of: place == .inTheFile ? "picture.jpg" : "cover.jpg")
    try await ToneFile.makeCover(at: picture)
    try await ToneFile.make(
      at: "\(music)/One.flac", seconds: 30, tags: ["title": "One", "album": "Numbers"],
      cover: place == .inTheFile ? picture : nil)
    var server: MusicServer?
    switch place {
    case .inTheFile: break
    case .besideIt: try FileManager.default.copyItem(atPath: picture, toPath: "\(music)/cover.jpg")
    case .onAServer: server = try await MusicServer(music: music)
    }
    if let server {
      try await session.addServer("Home", server.url)
      try await session.soulctl("source", "sync", "Home")
    } else {
      try await session.soulctl("import", music)
    }
    try await session.soulctl("play", "soul:track/1")
    try await session.until("metadata", "mpris:artUrl") { $0.hasPrefix("file://") }
    let url = try #require(URL(string: try await session.playerctl("metadata", "mpris:artUrl")))
    let cover = try #require(FileManager.default.contents(atPath: picture))
    for _ in 0..<2 {
      try FileManager.default.removeItem(atPath: "\(session.home)/.cache/soul-player")
      // It may be back before anybody was told that it was gone.
      repeat {
        #expect(try await session.playerctl("metadata", "xesam:title") == "One")
      } while FileManager.default.contents(atPath: url.path) != cover
      try await session.until("metadata", "mpris:artUrl") { $0 == url.absoluteString }
    }
    withExtendedLifetime(server) {}
  }

  @Test("A list of this device's music brings back the covers that were emptied out of the cache")
  func emptiedCacheOfALibrary() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await session.makeAlbum(of: 1)
    try await ToneFile.makeCover(at: "\(session.music)/cover.jpg")
    try await session.soulctl("import", session.music)
    let cover = try #require(try await session.soulctlJSON("tracks")["tracks"]?[0]?["art_url"]?.string)
    let path = try #require(URL(string: cover)).path
    #expect(FileManager.default.fileExists(atPath: path))
    let watch = try ChildProcess("soulctl", ["watch", "--json"], environment: session.environment)
    defer { watch.send(SIGKILL) }
    // The first line says that it listens.
    _ = await watch.output.line { !$0.isEmpty }
    try FileManager.default.removeItem(atPath: "\(session.home)/.cache/soul-player")
    try await session.soulctl("tracks")
    #expect(await watch.output.line { $0.contains("\"event\":\"library\"") } != nil)
    #expect(FileManager.default.fileExists(atPath: path))
  }
}
