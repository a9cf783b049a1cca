import HTTP
import Model
import TestKit
import Testing

@testable import Servers

@Suite(.timeLimit(.minutes(1))) struct DialectTests {
  private let source = ServersFixture.source

  private func legacy(_ count: Int) async throws -> ServersFixture {
    let fixture = try await ServersFixture(.legacy)
    fixture.server.change {
      $0.tracks = (0..<count).map { StandInTrack(id: "\($0)", title: "Title \(99_999 - $0)") }
    }
    try await fixture.signIn()
    return fixture
  }

  @Test func `The legacy server is known by its answers, though it answers anything with a page`()
    async throws
  {
    let fixture = try await legacy(1)

    try await fixture.events.wait(for: .dialect(.soulLegacy))
    #expect(try await !fixture.client.capabilities().tellsChanges)
  }

  @Test func `A sweep names every track once, in few pages`() async throws {
    let fixture = try await legacy(25_000)
    let client = try await fixture.client
    let before = fixture.server.count("/api/tracks")
    var page = try await client.tracks(after: nil)
    var tracks = page.tracks
    while page.hasMore {
      page = try await client.tracks(after: page.nextCursor)
      tracks += page.tracks
    }

    #expect(fixture.server.count("/api/tracks") == before + 3)
    #expect(Set(tracks.map(\.id)).count == 25_000 && tracks.count == 25_000)
    #expect(page.nextCursor == nil && page.total == 25_000)
    #expect(tracks.first?.tags.artists == ["Artist"] && tracks.first?.tags.album == "Album")
    #expect(tracks.first?.updatedAt == 1_767_323_045)
  }

  @Test func `A server that caps its pages is swept nevertheless`() async throws {
    let fixture = try await legacy(250)
    fixture.server.change { $0.maximumPage = 100 }
    let client = try await fixture.client
    var count = 0
    var cursor: String?
    repeat {
      let page = try await client.tracks(after: cursor)
      count += page.tracks.count
      cursor = page.nextCursor
    } while cursor != nil

    #expect(count == 250)
  }

  @Test func `An empty page in the middle of a sweep is not the end`() async throws {
    let fixture = try await legacy(1)
    fixture.server.intercept { $0.path == "/api/tracks" ? .json(#"{"tracks":[],"total":5}"#) : nil }

    let error = await #expect(throws: ServerError.self) { try await fixture.client.tracks(after: nil) }
    guard case .malformed? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `A sweep that tracks come or go in is none`() async throws {
    let fixture = try await legacy(250)
    fixture.server.change { $0.maximumPage = 100 }
    let client = try await fixture.client
    let cursor = try await client.tracks(after: nil).nextCursor
    fixture.server.change { $0.tracks.removeFirst() }

    let error = await #expect(throws: ServerError.self) { try await client.tracks(after: cursor) }
    guard case .malformed? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `A library without tracks is a whole sweep`() async throws {
    let fixture = try await legacy(0)

    let page = try await fixture.client.tracks(after: nil)

    #expect(page.tracks.isEmpty && !page.hasMore)
  }

  @Test func `A cursor of the other dialect means a full sync`() async throws {
    let fixture = try await legacy(1)

    await #expect(throws: ServerError.cursorExpired(server: fixture.server.url)) {
      try await fixture.client.tracks(after: "end")
    }
  }

  @Test func `A server that was replaced by a newer one is found out`() async throws {
    let fixture = try await legacy(3)
    let client = try await fixture.client
    fixture.server.change { $0.dialect = .soul }

    let page = try await client.tracks(after: nil)

    #expect(page.tracks.count == 3 && page.nextCursor == "end")
    try await fixture.events.wait(for: .dialect(.soul))
    #expect(await client.capabilities().tellsChanges)
  }

  @Test func `A stream finds the newer server out too`() async throws {
    let fixture = try await legacy(3)
    fixture.server.change {
      $0.dialect = .soul
      $0.content = [1, 2, 3]
    }

    #expect(try await fixture.directory.stream(of: "1", from: source).read(at: 0, max: 9) == [1, 2, 3])
  }

  @Test func `A web page in place of the server is no server`() async throws {
    let fixture = try await ServersFixture()
    try await fixture.signIn()
    try await fixture.reporter.reports.wait(for: .reached(source))
    fixture.server.intercept { _ in .text("<!doctype html>", type: "text/html") }

    await #expect(throws: ServerError.unsupported(server: fixture.server.url, path: "/api/tracks")) {
      try await fixture.client.tracks(after: nil)
    }
    let reason = ServerError.unsupported(server: fixture.server.url, path: "/api/tracks").message
    try await fixture.reporter.reports.wait(for: .failed(source, reason))
  }

  @Test func `What fails by itself says nothing about the dialect`() async throws {
    let fixture = try await ServersFixture()
    try await fixture.signIn()
    fixture.server.intercept { $0.path == "/api/sync/tracks" ? .status(500) : nil }

    await #expect(throws: ServerError.self) { try await fixture.client.tracks(after: nil) }
    #expect(fixture.server.count("/api/tracks") == 0)
  }

  @Test func `A dialect that is not spoken is an error`() async throws {
    let fixture = try await ServersFixture()
    let other = try StandInServer()
    other.intercept { $0.path.hasPrefix("/api/auth") ? nil : .status(404) }
    let id = Source.ID(rawValue: 3)
    await fixture.directory.update(
      ServerAccount(id: id, url: try ServerURL(other.url), username: StandInServer.username, kind: .subsonic))
    _ = try await fixture.directory.beginSignIn(to: id).signIn(
      password: Secret(StandInServer.password), mayPrompt: false)

    let client = try await fixture.directory.client(for: id)
    await #expect(throws: ServerError.self) { try await client.tracks(after: nil) }
    await #expect(throws: ServerError.self) { try await client.stream(of: "1").length() }
  }
}
