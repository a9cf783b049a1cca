import HTTP
import Model
import Servers
import TestKit
import Testing

/// Stations and files on the web, as they are and as they should not be.
@Suite(.timeLimit(.minutes(1))) struct WebSourceTests {
  private static let sound = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

  private let told = EventLog<StationInfo>()
  private let radio = WebRadio(http: HTTPClient(userAgent: "soul-test/1"))

  private func open(_ url: String) -> any ByteSource {
    radio.stream(at: url) { [told] in told.append($0) }
  }

  /// A station that sends so much and then waits for the client to go.
  private func station(
    _ sound: ArraySlice<UInt8>, titles: [String?] = [], then end: ReplyStep = .awaitHangUp
  ) -> ScriptedReply {
    let headers = [("Content-Type", "audio/mpeg"), ("icy-name", "Radio Example"), ("icy-metaint", "1000")]
    return ScriptedReply([
      .send(ScriptedReply.head(200, headers)),
      .send(ICYStreamTests.encoded(Array(sound), interval: 1_000, titles: titles)), end,
    ])
  }

  private func read(_ source: any ByteSource, _ count: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let more = try await source.read(at: Int64(bytes.count), max: count - bytes.count)
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  @Test func aStationSoundsAndTellsItsTitles() async throws {
    let server = try FaultyServer { _ in station(Self.sound[...], titles: [nil, "A - B", nil, "C", "C", ""]) }
    let source = open(server.url + "/live")
    #expect(try await source.length() == nil)
    #expect(try await read(source, Self.sound.count) == Self.sound)
    #expect(
      told.events == [
        StationInfo(name: "Radio Example"), StationInfo(name: "Radio Example", title: "A - B"),
        StationInfo(name: "Radio Example", title: "C"), StationInfo(name: "Radio Example"),
      ])
    let request = try await server.requests.event(0)
    #expect(request.header("Icy-MetaData") == "1")
    #expect(request.header("Authorization") == nil && request.header("Range") == nil)
    await #expect(throws: (any Error).self) { try await source.read(at: 17, max: 10) }
  }

  @Test(arguments: [ReplyStep.reset, .close]) func aStationThatDropsUsIsTakenUpAgain(end: ReplyStep)
    async throws
  {
    let server = try FaultyServer { request in
      request.connection == 0
        ? station(Self.sound[..<20_000], then: end) : station(Self.sound[20_000...])
    }
    let source = open(server.url)
    _ = try await source.length()
    #expect(try await read(source, Self.sound.count).suffix(30_000) == Self.sound[20_000...])
  }

  @Test func playlistsLeadToTheStation() async throws {
    let server = try FaultyServer { request in
      switch request.path {
      case "/a.pls": .text("[playlist]\nFile1=b.m3u\n", type: "audio/x-scpls")
      case "/b.m3u": .text("#EXTM3U\n/gone\n/moved\n", type: "audio/x-mpegurl")
      case "/moved": .redirect(302, to: "/live")
      case "/live": station(Self.sound[...])
      default: .status(404)
      }
    }
    let source = open(server.url + "/a.pls")
    #expect(try await source.length() == nil)
    #expect(try await read(source, Self.sound.count) == Self.sound)
  }

  @Test func playlistsThatLeadNowhereEnd() async throws {
    let server = try FaultyServer { _ in .text("a.m3u\nb.m3u\n", type: "audio/x-mpegurl") }
    await #expect(throws: (any Error).self) { try await open(server.url + "/a.m3u").length() }
  }

  @Test func aFileIsReadAnywhere() async throws {
    let server = try FaultyServer { .file(Self.sound, for: $0, type: "audio/mpeg") }
    let source = open(server.url + "/episode.mp3")
    #expect(try await source.length() == 50_000)
    for place in [40_000, 0, 49_999, 10] {
      let bytes = try await source.read(at: Int64(place), max: 100)
      #expect(!bytes.isEmpty && bytes[...] == Self.sound[place..<place + bytes.count])
    }
    #expect(try await source.read(at: 50_000, max: 1) == [])
    #expect(told.events.isEmpty)
  }

  @Test func aFileIsTakenUpAtTheSameByte() async throws {
    let server = try FaultyServer { request in
      let reply = ScriptedReply.file(Self.sound, for: request, type: "audio/mpeg")
      return request.connection == 0 ? reply.cutBody(after: 20_000) : reply
    }
    let source = open(server.url + "/episode.mp3")
    _ = try await source.length()
    #expect(try await read(source, 50_000) == Self.sound)
  }

  @Test func aFileThatHasChangedIsNotMixed() async throws {
    let other = [UInt8](repeating: 1, count: 50_001)
    let server = try FaultyServer { request in
      request.connection == 0
        ? ScriptedReply.file(Self.sound, for: request).cutBody(after: 20_000) : .file(other, for: request)
    }
    let source = open(server.url + "/episode.mp3")
    _ = try await source.length()
    await #expect(throws: (any Error).self) { _ = try await read(source, 50_000) }
  }

  @Test(arguments: ["0", "-1", "x", "99999999999"]) func aHostileIntervalIsNone(interval: String) async throws
  {
    let server = try FaultyServer { _ in
      ScriptedReply([
        .send(ScriptedReply.head(200, [("Content-Type", "audio/mpeg"), ("icy-metaint", interval)])),
        .send(Self.sound), .awaitHangUp,
      ])
    }
    #expect(try await read(open(server.url), Self.sound.count) == Self.sound)
  }

  @Test func whatIsNoSoundIsNamed() async throws {
    let server = try FaultyServer { request in
      request.path == "/page" ? .text("<html>", type: "text/html; charset=utf-8") : .status(403)
    }
    for path in ["/page", "/forbidden?token=canary"] {
      do {
        _ = try await open(server.url + path).length()
        Issue.record("\(path) was taken")
      } catch {
        #expect(!String(describing: error).contains("canary"))
        #expect(String(describing: error).contains(server.url))
      }
    }
  }
}
