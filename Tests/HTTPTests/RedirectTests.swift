import HTTP
import TestKit
import Testing

/// Answers that send a request elsewhere.
@Suite(.timeLimit(.minutes(1)))
struct RedirectTests {
  private let client = HTTPClient(userAgent: "soul-test/1")
  private let secrets = [
    HTTPHeader.bearer("canary"), HTTPHeader("Cookie", "a=canary"), HTTPHeader("X-Emby-Token", "canary"),
  ]

  @Test(arguments: [301, 302, 303, 307, 308])
  func redirectsAreRefusedUnlessAllowed(status: Int) async throws {
    let server = try FaultyServer { _ in .redirect(status, to: "http://other.example/login?token=canary") }
    await #expect(
      throws: HTTPError.redirected(
        url: server.url + "/x", to: "http://other.example/login", failure: .notAllowed)
    ) {
      try await client.send(HTTPRequest(.get, server.url + "/x", headers: secrets))
    }
    #expect(server.requests.events.count == 1)
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func credentialsStayWithTheirOrigin(status: Int) async throws {
    let other = try FaultyServer { _ in .text("there") }
    let server = try FaultyServer { _ in .redirect(status, to: other.url + "/there") }
    let headers = secrets + [HTTPHeader("Accept", "audio/*"), .range(from: 5)]
    let url = server.url.replacing("http://", with: "http://user:canary@")
    let response = try await client.send(HTTPRequest(.get, url, headers: headers, redirects: .followed))
    #expect(response.body == Array("there".utf8))
    #expect(response.url == other.url + "/there")
    let request = try await other.requests.event(0)
    #expect(!request.head.contains("canary"))
    #expect(request.header("Authorization") == nil)
    #expect(request.header("Accept") == "audio/*")
    #expect(request.header("Range") == "bytes=5-")
  }

  @Test func credentialsGoAlongWithinTheirOrigin() async throws {
    let server = try FaultyServer { $0.path == "/a/b" ? .redirect(307, to: "c?q=1") : .text("there") }
    let request = HTTPRequest(.get, server.url + "/a/b", headers: secrets, redirects: .followed)
    let stream = try await client.open(request)
    #expect(try await stream.next() == Array("there".utf8))
    #expect(stream.url == server.url + "/a/c?q=1")
    #expect(try await server.requests.event(1).header("Authorization") == "Bearer canary")
  }

  @Test(arguments: [307, 308])
  func bodiesDoNotGoToAnotherOrigin(status: Int) async throws {
    let other = try FaultyServer { _ in .text("there") }
    let server = try FaultyServer { _ in .redirect(status, to: other.url) }
    let request = HTTPRequest(.post, server.url, body: Array("canary".utf8), redirects: .followed)
    await #expect(
      throws: HTTPError.redirected(url: server.url + "/", to: other.url + "/", failure: .carriesBody)
    ) {
      try await client.send(request)
    }
    #expect(other.requests.events.isEmpty)
  }

  @Test func aPostBecomesAGetWhereTheStatusSaysSo() async throws {
    let server = try FaultyServer { $0.method == "POST" ? .redirect(303, to: "/done") : .text("done") }
    let request = HTTPRequest(.post, server.url, body: Array("canary".utf8), redirects: .followed)
    #expect(try await client.send(request).body == Array("done".utf8))
    #expect(try await server.requests.event(1).body.isEmpty)
  }

  @Test func fiveAreEnough() async throws {
    let server = try FaultyServer { request in
      let number = Int(request.path.dropFirst()) ?? 0
      return number < 5 ? .redirect(302, to: "/\(number + 1)") : .text("there")
    }
    let request = HTTPRequest(.get, server.url + "/0", redirects: .followed)
    #expect(try await client.send(request).body == Array("there".utf8))
    server.answer { _ in .redirect(302, to: "/round") }
    await #expect(
      throws: HTTPError.redirected(url: server.url + "/round", to: server.url + "/round", failure: .tooMany)
    ) {
      try await client.send(request)
    }
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "http://", "//", "http://a b",
  ])
  func onlyAddressesAreFollowed(location: String) async throws {
    let server = try FaultyServer { _ in .redirect(302, to: location) }
    let error = await #expect(throws: HTTPError.self) {
      try await client.send(HTTPRequest(.get, server.url, redirects: .followed))
    }
    guard case .redirected(_, _, .badTarget) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  /// A redirect's own body is waited for by nobody.
  @Test func aRedirectIsFollowedBeforeItsBody() async throws {
    let server = try FaultyServer { request in
      guard request.path == "/a" else { return .text("there") }
      return ScriptedReply([
        .send(ScriptedReply.head(302, [("Location", "/b"), ("Content-Length", "100")])), .awaitHangUp,
      ])
    }
    let request = HTTPRequest(.get, server.url + "/a", redirects: .followed)
    #expect(try await client.send(request).body == Array("there".utf8))
  }
}
