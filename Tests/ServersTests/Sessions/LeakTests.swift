import HTTP
import Model
import TestKit
import Testing

@testable import Servers

/// Where tokens and passwords must not get: to another origin, or into what is shown.
@Suite(.timeLimit(.minutes(1))) struct LeakTests {
  private let source = ServersFixture.source

  @Test(arguments: [301, 302, 303, 307, 308])
  func `Nothing is sent to where a server redirects`(status: Int) async throws {
    let fixture = try await ServersFixture()
    let thief = try FaultyServer { _ in .json(#"{"tracks":[],"access_token":"x","refresh_token":"y"}"#) }
    let target = thief.url.replacing("127.0.0.1", with: "localhost")
    let redirect = { @Sendable (request: ReceivedRequest) in
      ScriptedReply.redirect(status, to: target + request.target)
    }
    fixture.server.intercept(redirect)
    await #expect(throws: ServerError.self) { try await fixture.signIn() }
    fixture.server.intercept { _ in nil }
    try await fixture.signIn()
    fixture.server.intercept(redirect)

    let client = try await fixture.client
    await #expect(throws: ServerError.self) { try await client.tracks(after: nil) }
    await #expect(throws: ServerError.self) { try await client.playlists() }
    await #expect(throws: ServerError.self) { try await client.cover(of: "1") }
    await #expect(throws: ServerError.self) { try await client.stream(of: "1").length() }
    fixture.server.intercept { $0.path == "/api/auth/refresh" ? redirect($0) : .status(401) }
    await #expect(throws: ServerError.self) { try await client.tracks(after: nil) }

    #expect(thief.requests.events.isEmpty)
  }

  @Test func `No error shows a secret, even where the server sends it back`() async throws {
    let fixture = try await ServersFixture()
    let echo = { @Sendable (request: ReceivedRequest) in
      ScriptedReply.json(
        #"{"error":"\#(request.header("Authorization") ?? "")","message":\#(request.text.isEmpty ? "0" : request.text)}"#,
        status: 403)
    }
    var errors: [any Error] = []
    func collect(_ work: () async throws -> Void) async {
      do {
        try await work()
      } catch {
        errors.append(error)
      }
    }
    fixture.server.intercept(echo)
    await collect { try await fixture.signIn() }
    fixture.server.intercept { _ in nil }
    try await fixture.signIn()
    let client = try await fixture.client
    for status in [200, 400, 401, 403, 404, 410, 429, 500] {
      fixture.server.intercept { request in
        guard !request.path.hasPrefix("/api/auth") else { return nil }
        let token = request.header("Authorization") ?? ""
        return .json(#"{"tracks":["\#(token)"]}"#, status: status, headers: [("X-Echo", token)])
      }
      await collect { _ = try await client.tracks(after: nil) }
      await collect { _ = try await client.playlist("1") }
      await collect { _ = try await client.stream(of: "1").length() }
    }
    fixture.server.intercept { request in
      request.path == "/api/auth/refresh" ? .json(request.text, status: 200) : .status(401)
    }
    await collect { _ = try await client.tracks(after: nil) }

    #expect(errors.count > 20)
    for error in errors {
      var dumped = "\(error) \(String(reflecting: error))"
      dump(error, to: &dumped)
      #expect(!dumped.contains("canary"), "\(dumped)")
    }
  }

  @Test func `No URL has a secret in it`() async throws {
    let fixture = try await ServersFixture()
    try await fixture.signIn()
    let client = try await fixture.client
    _ = try await client.tracks(after: nil)
    _ = try? await client.stream(of: "1").length()

    for request in fixture.server.requests.events {
      #expect(!request.target.contains("canary"))
      #expect(request.header("Cookie") == nil)
    }
  }

  @Test func `A session shows nothing of its tokens`() async throws {
    let fixture = try await ServersFixture()
    try await fixture.signIn()
    var dumped = ""
    dump(fixture.directory, to: &dumped)
    dump(fixture.events.changes.events, to: &dumped)

    #expect(!dumped.contains("canary"))
  }
}
