import HTTP
import TestKit
import Testing

/// What is asked, and what comes back when all is well.
@Suite(.timeLimit(.minutes(1)))
struct RequestTests {
  private let client = HTTPClient(userAgent: "soul-test/1")

  @Test func answersComeWhole() async throws {
    let server = try FaultyServer { _ in .json(#"{"a":1}"#, headers: [("X-Two", "1"), ("x-two", "2")]) }
    let response = try await client.send(HTTPRequest(.get, server.url + "/api/tracks?limit=2"))
    #expect(response.status == 200)
    #expect(response.body == Array(#"{"a":1}"#.utf8))
    #expect(response.headers["content-TYPE"] == "application/json")
    #expect(response.headers.values(of: "X-TWO") == ["1", "2"])
    #expect(response.url == server.url + "/api/tracks?limit=2")
    let request = try await server.requests.event(0)
    #expect(request.target == "/api/tracks?limit=2")
    #expect(request.header("User-Agent") == "soul-test/1")
    #expect(request.header("Accept-Encoding") == "gzip, deflate")
  }

  /// The system calls a link-local address without its zone an invalid argument.
  @Test func aZoneSaysOnWhichLinkAnAddressIs() async throws {
    let error = await #expect(throws: HTTPError.self) {
      try await client.send(HTTPRequest(.get, "http://[fe80::1%25lo]:1/"))
    }
    let message = try #require(error?.message)
    #expect(message.contains("[fe80::1%25lo]:1"))
    #expect(!message.contains("Invalid argument"))
    let unknown = HTTPError.invalidURL(reason: "this machine has no network interface nosuch0")
    await #expect(throws: unknown) {
      try await client.send(HTTPRequest(.get, "http://[fe80::1%25nosuch0]:1/"))
    }
  }

  @Test(arguments: [HTTPMethod.post, .put, .delete])
  func bodiesAreSentAsTheyAre(method: HTTPMethod) async throws {
    let server = try FaultyServer { _ in .status(204) }
    let body = Array("{\"password\":\"a\u{0}b\"}".utf8)
    let headers = [HTTPHeader("Content-Type", "application/json"), .bearer("t")]
    let response = try await client.send(HTTPRequest(method, server.url, headers: headers, body: body))
    #expect(response.status == 204)
    let request = try await server.requests.event(0)
    #expect(request.method == method.rawValue)
    #expect(request.body == body)
    #expect(request.header("Content-Type") == "application/json")
    #expect(request.header("Authorization") == "Bearer t")
    #expect(request.header("Expect") == nil)
  }

  @Test(arguments: [HTTPMethod.post, .put, .delete, .head])
  func requestsWithoutABodySayNothingOfOne(method: HTTPMethod) async throws {
    let server = try FaultyServer { _ in
      ScriptedReply([.send(ScriptedReply.head(200, [("Content-Length", method == .head ? "50000000" : "0")]))]
      )
    }
    let response = try await client.send(HTTPRequest(method, server.url))
    #expect(response.status == 200)
    #expect(response.body.isEmpty)
    let request = try await server.requests.event(0)
    #expect(request.method == method.rawValue)
    #expect(request.header("Content-Type") == nil)
    #expect(request.body.isEmpty)
  }

  @Test func aConnectionIsKeptForTheNextRequest() async throws {
    let server = try FaultyServer { _ in .text("x") }
    for _ in 0..<3 { _ = try await client.send(HTTPRequest(.get, server.url)) }
    #expect(server.requests.events.map(\.connection) == [0, 0, 0])
  }

  @Test func manyRequestsRunBesideEachOther() async throws {
    let gate = TestGate()
    let server = try FaultyServer { .text($0.path).held(by: gate) }
    let client = client
    let url = server.url
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        group.addTask {
          try await client.send(HTTPRequest(.get, "\(url)/\(number)")).body == Array("/\(number)".utf8)
        }
      }
      // All of them are with the server before the first is answered.
      _ = try await server.requests.event(19)
      gate.open()
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test func interimAnswersAndTrailersAreNoPartOfTheAnswer() async throws {
    let server = try FaultyServer { _ in
      .raw(
        "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-Name: J\u{F6}rg\r\nX-Long: a\r\n b\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n")
    }
    let response = try await client.send(HTTPRequest(.get, server.url))
    #expect(response.status == 200)
    #expect(response.body == Array("abc".utf8))
    #expect(response.headers["X-Early"] == nil)
    #expect(response.headers["X-Trailer"] == nil)
    #expect(response.headers["X-Name"] == "Jörg")
    #expect(response.headers["X-Long"] == "a b")
  }

  @Test func headersInLatin1AreReadToo() async throws {
    let server = try FaultyServer { _ in
      ScriptedReply([
        .send(
          Array("HTTP/1.1 200 OK\r\nicy-name: Caf".utf8) + [0xE9]
            + Array("\r\nContent-Length: 0\r\n\r\n".utf8))
      ])
    }
    #expect(try await client.send(HTTPRequest(.get, server.url)).headers["icy-name"] == "Café")
  }

  @Test func oldRadioServersAreUnderstood() async throws {
    let server = try FaultyServer { _ in
      .raw("ICY 200 OK\r\nicy-name: Radio\r\nicy-metaint: 16000\r\nContent-Type: audio/mpeg\r\n\r\nsound")
    }
    let request = HTTPRequest(.get, server.url, headers: [HTTPHeader("Icy-MetaData", "1")], limits: .stream)
    let stream = try await client.open(request)
    #expect(stream.status == 200)
    #expect(stream.headers["icy-metaint"] == "16000")
    #expect(stream.contentLength == nil)
    #expect(try await stream.next() == Array("sound".utf8))
    #expect(try await stream.next() == nil)
  }

  @Test(arguments: [
    "", "/api", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:1/x", "http://", "http://a b/",
    "http://127.0.0.1:99999/", "http://127.0.0.1/\r\nX: 1", "http://127.0.0.1/\0", "javascript:1",
    "http://[::1",
    "http://" + String(repeating: "a", count: 20_000),
  ])
  func whatIsNoAddressIsRefused(url: String) async {
    await #expect {
      _ = try await client.send(HTTPRequest(.get, url))
    } throws: { error in
      guard case HTTPError.invalidURL? = error as? HTTPError else { return false }
      return true
    }
  }

  @Test func addressesAreEncoded() async throws {
    let server = try FaultyServer { _ in .text("x") }
    _ = try await client.send(HTTPRequest(.get, server.url + "/Bj\u{F6}rk/a b?q=\u{F6}"))
    #expect(try await server.requests.event(0).target == "/Bj%c3%b6rk/a%20b?q=%c3%b6")
  }

  @Test(arguments: [
    ("X-A", "1\r\nX-Injected: 1"), ("X-A", "1\nX-Injected: 1"), ("X-A", "1\0"), ("X-A\r\nX-Injected", "1"),
    ("X A", "1"), ("", "1"), ("X:A", "1"), ("Content-Length", "5"), ("transfer-encoding", "chunked"),
    ("Host", "evil"),
  ])
  func headersCannotBreakTheRequest(name: String, value: String) async throws {
    let server = try FaultyServer { _ in .text("x") }
    let error = await #expect(throws: HTTPError.self) {
      try await client.send(HTTPRequest(.get, server.url, headers: [HTTPHeader(name, value)]))
    }
    guard case .invalidHeader = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(server.requests.events.isEmpty)
  }

  @Test func anEmptyHeaderIsSentEmpty() async throws {
    let server = try FaultyServer { _ in .text("x") }
    _ = try await client.send(HTTPRequest(.get, server.url, headers: [HTTPHeader("X-Empty", "")]))
    #expect(try await server.requests.event(0).header("X-Empty") == "")
  }

  @Test func noErrorAndNoDescriptionHoldsASecret() async throws {
    let port = try ClosedPort()
    let url = "http://canary:canary@127.0.0.1:\(port.number)/path?token=canary#canary"
    let request = HTTPRequest(.get, url, headers: [.bearer("canary")], body: Array("canary".utf8))
    let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
    #expect(error == .refused(server: port.url))
    let texts = [
      error?.message ?? "", String(reflecting: error), "\(request.headers)",
      String(reflecting: request.headers),
    ]
    for text in texts { #expect(!text.contains("canary")) }
  }

  @Test func closingEndsWhatRuns() async throws {
    let client = HTTPClient(userAgent: "soul-test/1")
    let server = try FaultyServer { _ in ScriptedReply([.awaitHangUp]) }
    let url = server.url
    let task = Task { try await client.send(HTTPRequest(.get, url)) }
    _ = try await server.requests.event(0)
    await client.close()
    await #expect(throws: HTTPError.closed) { try await task.value }
    await #expect(throws: HTTPError.closed) { try await client.send(HTTPRequest(.get, url)) }
    _ = try await server.hangUps.event(0)
  }

  @Test func cancellingEndsTheRequest() async throws {
    let client = client
    let server = try FaultyServer { _ in ScriptedReply([.awaitHangUp]) }
    let url = server.url
    let task = Task { try await client.send(HTTPRequest(.get, url)) }
    _ = try await server.requests.event(0)
    task.cancel()
    await #expect(throws: HTTPError.cancelled) { try await task.value }
    _ = try await server.hangUps.event(0)
  }

  @Test(
    arguments: [
      ("bytes 0-99/1000", 0..<100, 1_000), ("BYTES 5-5/*", 5..<6, nil),
    ] as [(String, Range<Int64>, Int64?)])
  func contentRangesAreRead(text: String, bytes: Range<Int64>, total: Int64?) throws {
    let range = try #require(HTTPContentRange(text))
    #expect(range.bytes == bytes)
    #expect(range.total == total)
  }

  @Test(arguments: [
    "", "bytes", "bytes */1000", "bytes 9-1/1000", "bytes 0-99/50", "bytes -1-5/10", "bytes 0-/10",
    "items 0-1/2",
    "bytes 0-9223372036854775807/*", "bytes +0-1/2", "bytes 0-99999999999999999999/*",
  ])
  func brokenContentRangesAreNone(text: String) {
    #expect(HTTPContentRange(text) == nil)
  }
}
