import Glibc
import HTTP
import Keyring
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

  /// A process of its own: the environment belongs to all of it.
  @Test func `A proxy is handed nothing to read, whatever the environment says`() async {
    await #expect(processExitsWith: .success) {
      let server = try StandInServer()
      // Refuses tunnels, and would answer all else.
      let proxy = try FaultyServer { request in
        request.method == "CONNECT" ? .status(403) : server.soundReply(to: request)
      }
      for name in ["http_proxy", "https_proxy", "all_proxy"] { setenv(name, proxy.url, 1) }
      for name in ["no_proxy", "NO_PROXY"] { unsetenv(name) }
      let directory = ServerDirectory(
        http: HTTPClient(userAgent: "soul-player/test"),
        keyring: KeyringStore(busAddress: "unix:path=/nowhere/bus"))
      // A foreign host as far as its address tells, and a private one that this machine answers for.
      let foreign = try ServerURL("http://music.invalid:\(server.server.port)", isInsecure: true)
      let near = try ServerURL("http://[::ffff:127.0.0.1]:\(server.server.port)")
      for (number, url) in [(2, foreign), (3, near)] {
        await directory.update(
          ServerAccount(
            id: Source.ID(rawValue: Int64(number)), url: url, username: StandInServer.username, kind: .soul))
        try? await directory.checkConnection(to: url, caFile: nil)
        let id = Source.ID(rawValue: Int64(number))
        _ = try? await directory.beginSignIn(to: id).signIn(
          password: Secret(StandInServer.password), mayPrompt: false)
        _ = try? await directory.client(for: id).tracks(after: nil)
      }
      #expect(!proxy.requests.events.isEmpty)
      #expect(proxy.requests.events.allSatisfy { $0.method == "CONNECT" && $0.target.hasPrefix("music") })
      #expect(proxy.requests.events.allSatisfy { !$0.head.contains("canary") && $0.body.isEmpty })
    }
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
