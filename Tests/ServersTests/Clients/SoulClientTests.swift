import HTTP
import Model
import TestKit
import Testing

@testable import Servers

@Suite(.timeLimit(.minutes(1))) struct SoulClientTests {
  private static let tracks = "/api/sync/tracks"
  private static let cover = "/api/tracks/t1/cover"
  private let fixture: ServersFixture
  private let client: any ServerClient

  init() async throws {
    fixture = try await ServersFixture()
    fixture.server.change {
      $0.tracks = (0..<2_500).map { StandInTrack(id: "t\($0)", title: "Title \($0)") }
      $0.playlists = ["p1": ["t2", "t1", "t2"], "p2": []]
    }
    try await fixture.signIn()
    client = try await fixture.client
  }

  private func answer(_ reply: ScriptedReply, to path: String = Self.tracks) {
    fixture.server.intercept { $0.path == path ? reply : nil }
  }

  @Test func `A first sync is read page by page, and a later one begins where it ended`() async throws {
    var cursor: String?
    var ids: [String] = []
    var pages = 0
    repeat {
      let page = try await client.tracks(after: cursor)
      ids += page.tracks.map(\.id)
      cursor = page.nextCursor
      pages += 1
      if !page.hasMore { break }
    } while true

    #expect(pages == 3)
    #expect(ids == (0..<2_500).map { "t\($0)" })
    let changes = try await client.tracks(after: cursor)
    #expect(changes.tracks.isEmpty && !changes.hasMore)
    #expect(await client.capabilities().tellsChanges)
  }

  @Test func `A cursor is sent as it is, whatever is in it`() async throws {
    _ = try? await client.tracks(after: "a&b=c d+é")

    #expect(
      fixture.server.requests.events.last?.target
        == "/api/sync/tracks?cursor=a%26b%3Dc%20d%2B%C3%A9&limit=1000")
  }

  @Test(arguments: [410, 400, 422])
  func `A cursor that is not known means a full sync`(status: Int) async throws {
    answer(.status(status))

    await #expect(throws: ServerError.cursorExpired(server: fixture.server.url)) {
      try await client.tracks(after: "old")
    }
    let error = await #expect(throws: ServerError.self) { try await client.tracks(after: nil) }
    #expect(error == .failed(server: fixture.server.url, path: Self.tracks, status: status))
  }

  @Test(
    arguments: [
      (429, [("Retry-After", "7")], Duration.seconds(7)), (429, [], nil),
      (503, [("Retry-After", "0")], .zero),
      (
        429, [("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Date", "Sun, 06 Nov 1994 08:49:07 GMT")],
        .seconds(30)
      ),
      (429, [("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")], .zero), (429, [("Retry-After", "soon")], nil),
      (429, [("Retry-After", "99999999999")], .seconds(86_400)),
    ] as [(Int, [(String, String)], Duration?)])
  func `A server that wants to be left alone says how long`(
    status: Int, headers: [(String, String)], retryAfter: Duration?
  ) async throws {
    answer(.status(status, headers: headers))

    await #expect(throws: ServerError.rateLimited(server: fixture.server.url, retryAfter: retryAfter)) {
      try await client.tracks(after: nil)
    }
  }

  @Test(arguments: [500, 503, 418])
  func `Any other failure keeps its status`(status: Int) async throws {
    answer(.status(status))

    await #expect(throws: ServerError.failed(server: fixture.server.url, path: Self.tracks, status: status)) {
      try await client.tracks(after: nil)
    }
  }

  @Test func `A page that can't be read fails with path, page and reason`() async throws {
    answer(.json(#"{"tracks":[{"id":"1","title":"T"},{"title":"no id"}],"next_cursor":"x","has_more":true}"#))

    let error = await #expect(throws: ServerError.self) { try await client.tracks(after: "c9") }

    #expect(
      error
        == .malformed(
          server: fixture.server.url, path: Self.tracks, page: "the page after the cursor c9",
          reason: "a track without an id (track 2 of the page)"))
  }

  @Test func `A page whose next is itself would never end`() async throws {
    answer(.json(#"{"tracks":[],"next_cursor":"c9","has_more":true}"#))

    let error = await #expect(throws: ServerError.self) { try await client.tracks(after: "c9") }
    guard case .malformed? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  enum Hostile: CaseIterable {
    case deep, endlessString, gzipBomb, garbage, truncated, chunkedRubbish
  }

  @Test(arguments: Hostile.allCases)
  func `A hostile page is an error and no more`(hostile: Hostile) async throws {
    let json = [("Content-Type", "application/json")]
    let bomb = hostile == .gzipBomb ? try await Self.makeGzipBomb() : []
    let reply: ScriptedReply =
      switch hostile {
      case .deep: .json(#"{"tracks":"# + String(repeating: "[", count: 10_000))
      case .endlessString:
        ScriptedReply([
          .send(ScriptedReply.head(200, json + [("Content-Length", "\(500 << 20)")])),
          .send(Array(#"{"tracks":""#.utf8)),
          .sendRepeatedly(Array(repeating: 0x61, count: 1 << 20), 500), .close,
        ])
      case .gzipBomb:
        .bytes(bomb, headers: json + [("Content-Encoding", "gzip")])
      case .garbage: .bytes(noise(100_000), headers: json)
      case .truncated: ScriptedReply.json(#"{"tracks":[{"id":"1","title":"T"}]}"#).cutBody(after: 12)
      case .chunkedRubbish:
        ScriptedReply([
          .send(ScriptedReply.head(200, json + [("Transfer-Encoding", "chunked")]) + Array("zz\r\n{}".utf8)),
          .close,
        ])
      }
    answer(reply)

    let error = await #expect(throws: ServerError.self) { try await client.tracks(after: nil) }

    switch error {
    case .malformed, .unreachable: break
    default: Issue.record("\(String(describing: error))")
    }
  }

  /// 256 MiB of zeros in 1 MiB.
  private static func makeGzipBomb() async throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let file = try folder.path(of: "bomb.gz")
    try await Command.run("sh", ["-c", "head -c 256M /dev/zero | gzip -1 > \(file)"])
    return try folder.bytes(of: "bomb.gz")
  }

  @Test func `Playlists are listed and read`() async throws {
    let list = try await client.playlists()
    #expect(list.map(\.id) == ["p1", "p2"])
    #expect(list.first?.revision == "1")
    #expect(try await client.playlist("p1").trackIDs == ["t2", "t1", "t2"])
    #expect(try await client.playlist("p2").trackIDs == [])
    await #expect(throws: ServerError.notFound(server: fixture.server.url, path: "/api/playlists/p3")) {
      try await client.playlist("p3")
    }
  }

  @Test func `A cover is its bytes, and none is none`() async throws {
    #expect(try await client.cover(of: "t1") == [0x89, 0x50, 0x4E, 0x47])
    answer(.status(404), to: Self.cover)
    #expect(try await client.cover(of: "t1") == nil)
    answer(.text("<html>", type: "text/html"), to: Self.cover)
    await #expect(throws: ServerError.self) { try await client.cover(of: "t1") }
    answer(
      .bytes(Array(repeating: 0, count: 21 << 20), headers: [("Content-Type", "image/png")]), to: Self.cover)
    await #expect(throws: ServerError.self) { try await client.cover(of: "t1") }
  }

  @Test func `Nobody signed in is an error before anything is asked`() async throws {
    try? await fixture.directory.signOut(of: ServersFixture.source)
    let before = fixture.server.requests.events.count

    await #expect(throws: ServerError.notSignedIn(server: fixture.server.url)) {
      try await client.playlists()
    }
    #expect(fixture.server.requests.events.count == before)
  }
}
