import Foundation
import TestKit
import Testing

/// Sound on the session bus, as playerctl and gdbus drive and see it.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct PlaybackTests {
  @Test("playerctl and gdbus see a real track's metadata in the specification's types")
  func metadata() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let music = try Workspace.music()
    try await session.soulctl("import", music)
    try await session.soulctl("play", "Awakening")
    try await session.until(status: "Playing")

    #expect(try await session.playerctl("metadata", "title") == "Awakening")
    #expect(try await session.playerctl("metadata", "artist") == "Maxstack")
    #expect(
      try await session.playerctl("metadata", "album") == "Endgame: Singularity Original Soundtrack")
    let url = try #require(URL(string: try await session.playerctl("metadata", "xesam:url")))
    #expect(url.path.hasSuffix("/Awakening.ogg"))
    let length = try #require(Int(try await session.playerctl("metadata", "mpris:length")))
    #expect(length == 208_000_000)

    let text = try await session.output(
      "gdbus",
      [
        "call", "--session", "--dest", PlayerSession.playerBus, "--object-path", PlayerSession.playerPath,
        "--method", "org.freedesktop.DBus.Properties.Get", PlayerSession.playerInterface, "Metadata",
      ])
    #expect(text.contains("'mpris:trackid': <objectpath '/org/soulplayer/entries/"))
    #expect(text.contains("'mpris:length': <int64 208000000>"))
    #expect(text.contains("'xesam:artist': <['Maxstack']>"))
    #expect(text.contains("'xesam:title': <'Awakening'>"))
  }

  @Test("Pause, play, toggle and stop, each signalled once")
  func transport() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.playAlbum()
    let monitor = try await session.monitor()
    defer { monitor.send(SIGKILL) }

    for (command, status) in [
      ("pause", "Paused"), ("play", "Playing"), ("play-pause", "Paused"), ("play-pause", "Playing"),
      ("stop", "Stopped"),
    ] {
      try await session.playerctl(command)
      #expect(try await session.playerctl("status") == status)
      let change = await monitor.output.line { $0.contains("'PlaybackStatus'") }
      #expect(
        change?.contains("'PlaybackStatus': <'\(status)'>") == true, "\(command): \(change ?? "nothing")")
    }
    #expect(!monitor.output.textSoFar.contains("'Position'"))
  }

  @Test("A seek is signalled and lands where it was asked to, within one audio frame")
  func seek() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.playAlbum()
    try await session.playerctl("pause")
    try await session.until(status: "Paused")
    let monitor = try await session.monitor()
    defer { monitor.send(SIGKILL) }

    try await session.playerctl("position", "10")
    #expect(
      await monitor.output.line { $0.contains("Player.Seeked") }?.contains("(int64 10000000,)") == true)
    #expect(try await session.playerProperty("Position").integer == 10_000_000)

    // Relative seeks add up while paused.
    try await session.playerctl("position", "5+")
    try await session.playerctl("position", "5+")
    #expect(try await session.playerProperty("Position").integer == 20_000_000)
    try await session.soulctl("seek", "-7")
    #expect(try await session.playerProperty("Position").integer == 13_000_000)
    try await session.soulctl("seek", "0:02")
    #expect(try await session.playerProperty("Position").integer == 2_000_000)

    // A position for a track that is not the current one is ignored.
    try await session.call(
      "SetPosition", of: PlayerSession.playerInterface, at: PlayerSession.playerPath,
      ["ox", "/org/soulplayer/entries/999999", "1000000"])
    #expect(try await session.playerProperty("Position").integer == 2_000_000)

    // Past the end is Next.
    try await session.playerctl("position", "60+")
    try await session.until(title: "Two")
    #expect(try await session.playerctl("status") == "Paused")
  }

  @Test("Next and previous move through the queue and keep what it does")
  func nextAndPrevious() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.playAlbum()
    #expect(try await session.playerProperty("CanGoPrevious").bool == false)
    try await session.playerctl("next")
    try await session.until(title: "Two")
    #expect(try await session.playerctl("status") == "Playing")
    try await session.playerctl("pause")
    try await session.playerctl("next")
    try await session.until(title: "Three")
    #expect(try await session.playerctl("status") == "Paused")
    #expect(try await session.playerProperty("CanGoNext").bool == false)
    try await session.playerctl("previous")
    try await session.until(title: "Two")
    #expect(try await session.playerctl("status") == "Paused")
    try await session.soulctl("previous")
    try await session.until(title: "One")
  }

  @Test("Volume, loop and shuffle are set, seen and signalled")
  func settings() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let monitor = try await session.monitor()
    defer { monitor.send(SIGKILL) }

    try await session.playerctl("volume", "0.25")
    #expect(await monitor.output.line { $0.contains("'Volume'") }?.contains("<0.25>") == true)
    try await session.soulctl("volume", "+50")
    #expect(await monitor.output.line { $0.contains("'Volume'") }?.contains("<0.75>") == true)
    #expect(try await session.playerProperty("Volume").number == 0.75)

    try await session.playerctl("loop", "Playlist")
    #expect(await monitor.output.line { $0.contains("'LoopStatus'") }?.contains("<'Playlist'>") == true)
    try await session.soulctl("loop", "track")
    #expect(try await session.playerctl("loop") == "Track")

    try await session.soulctl("shuffle", "on")
    #expect(await monitor.output.line { $0.contains("'Shuffle'") }?.contains("<true>") == true)
    try await session.playerctl("shuffle", "Off")
    #expect(await monitor.output.line { $0.contains("'Shuffle'") }?.contains("<false>") == true)
  }

  @Test("OpenUri of a track goes behind the current one and plays; of an album it replaces the queue")
  func openURI() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    try await session.playAlbum()
    let file = "\(session.folder.path)/über & 100%.flac"
    try await ToneFile.make(at: file, seconds: 30, tags: ["title": "A file of its own"])
    try await session.playerctl("open", file)
    try await session.until(title: "A file of its own")
    #expect(try await queueTitles(session) == ["One", "A file of its own", "Two", "Three"])
    try await session.playerctl("open", "soul:track/3")
    try await session.until(title: "Three")
    #expect(try await queueTitles(session).count == 5)
    try await session.playerctl("open", "soul:album/1")
    try await session.until(title: "One")
    #expect(try await queueTitles(session) == ["One", "Two", "Three"])
    #expect(try await session.playerctl("status") == "Playing")
  }

  @Test("The queue plays to its end and stops there; looped it goes on")
  func endOfQueue() async throws {
    let session = try await PlayerSession(configuration: "[audio]\nsink = \"\(PlayerSession.fastSink)\"\n")
    let daemon = try await session.startDaemonWithAlbum(of: 3, seconds: 1)
    defer { daemon.send(SIGTERM) }
    let monitor = try await session.monitor()
    defer { monitor.send(SIGKILL) }
    try await session.soulctl("play", "soul:album/1")
    #expect(await monitor.output.line { $0.contains("'PlaybackStatus': <'Stopped'>") } != nil)
    for title in ["One", "Two", "Three"] {
      #expect(monitor.output.textSoFar.contains("'xesam:title': <'\(title)'>"), "\(title)")
    }

    try await session.soulctl("loop", "playlist")
    try await session.soulctl("play", "soul:album/1")
    // Around twice.
    for title in ["One", "Two", "Three", "One", "Two", "Three"] {
      #expect(await monitor.output.line { $0.contains("'xesam:title': <'\(title)'>") } != nil)
    }
    #expect(try await session.playerctl("status") == "Playing")
  }

  private func queueTitles(_ session: PlayerSession) async throws -> [String] {
    let entries = try await session.call("Entries", of: "org.soulplayer.Queue", ["uu", "0", "100"])[0]?
      .elements
    return try #require(entries).compactMap { $0["title"]?.string }
  }
}
