import HTTP
import TestKit
import Testing

/// Answers that break off, contradict themselves or are none.
@Suite(.timeLimit(.minutes(1)))
struct FaultTests {
  private let client = HTTPClient(userAgent: "soul-test/1")

  private func error(_ reply: ScriptedReply, limits: HTTPLimits = HTTPLimits()) async throws -> HTTPError? {
    let server = try FaultyServer { _ in reply }
    let request = HTTPRequest(.get, server.url + "/x", limits: limits)
    return await #expect(throws: HTTPError.self) { try await client.send(request) }
  }

  @Test func aBodyThatIsTooShortIsInterrupted() async throws {
    let server = try FaultyServer { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc") }
    await #expect(throws: HTTPError.interrupted(url: server.url + "/x", received: 3)) {
      try await client.send(HTTPRequest(.get, server.url + "/x"))
    }
  }

  @Test func aTornConnectionIsInterrupted() async throws {
    let gate = TestGate()
    let server = try FaultyServer { _ in
      ScriptedReply([
        .send(ScriptedReply.head(200, [("Content-Length", "10")]) + [1, 2, 3]), .pass(gate), .reset,
      ])
    }
    let stream = try await client.open(HTTPRequest(.get, server.url))
    #expect(try await stream.next() == [1, 2, 3])
    gate.open()
    await #expect(throws: HTTPError.interrupted(url: server.url + "/", received: 3)) {
      try await stream.next()
    }
  }

  @Test(arguments: [
    "", "HTTP/1.1 200 OK\r\nContent-Ty", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "HT",
  ])
  func aHeadThatBreaksOffIsNoAnswer(text: String) async throws {
    let error = try await error(.raw(text))
    switch error {
    case .interrupted, .malformed: break
    default: Issue.record("\(String(describing: error))")
    }
  }

  @Test(arguments: [
    "zz\r\nabc\r\n0\r\n\r\n", "-1\r\nabc\r\n0\r\n\r\n", "3\r\nabcdef\r\n0\r\n\r\n",
    "FFFFFFFFFFFFFFFFFF\r\nabc\r\n", "\r\n\r\n",
  ])
  func brokenChunksAreMalformed(chunks: String) async throws {
    guard
      case .malformed = try await error(
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)"))
    else {
      Issue.record("taken")
      return
    }
  }

  @Test func chunksWithoutAnEndAreInterrupted() async throws {
    guard
      case .interrupted(_, 3) = try await error(
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"))
    else {
      Issue.record("taken")
      return
    }
  }

  @Test(arguments: [
    "Content-Length: 3\r\nContent-Length: 4", "Content-Length: -3", "Content-Length: 3x",
    "Content-Length: 3, 4",
    "Content-Length: 99999999999999999999", "neither name nor value",
    "Content-Encoding: gzip\r\nContent-Length: 4",
  ])
  func aHeadThatContradictsItselfIsMalformed(fields: String) async throws {
    guard case .malformed = try await error(.raw("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\nabcd")) else {
      Issue.record("taken")
      return
    }
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\r\n", "hello", "220 ftp ready\r\n", "HTTP/0.9 200 OK\r\n\r\n", "\0\0\0\0",
  ])
  func whatIsNotHTTPIsMalformed(text: String) async throws {
    guard case .malformed = try await error(.raw(text)) else {
      Issue.record("taken")
      return
    }
  }

  /// What follows the body on a connection is never the answer to the next request.
  @Test(arguments: [true, false])
  func whatFollowsABodyIsNobodysAnswer(isLate: Bool) async throws {
    let (before, after) = (TestGate(), TestGate())
    let server = try FaultyServer { request in
      guard request.path == "/first" else { return .text("good") }
      let first = ScriptedReply.text("12345").steps
      let forged = ScriptedReply.text("evil").steps
      return ScriptedReply(first + (isLate ? [.pass(before)] : []) + forged + [.pass(after)])
    }
    #expect(try await client.send(HTTPRequest(.get, server.url + "/first")).body == Array("12345".utf8))
    before.open()
    _ = try await after.arrivals.event(0)
    #expect(try await client.send(HTTPRequest(.get, server.url + "/second")).body == Array("good".utf8))
  }

  @Test func aQuestionIsAskedAgainWhenAKeptConnectionWasClosed() async throws {
    let server = try FaultyServer { request in
      request.connection == 0 && request.path == "/2" ? ScriptedReply([.close]) : .text("x")
    }
    _ = try await client.send(HTTPRequest(.get, server.url + "/1"))
    #expect(try await client.send(HTTPRequest(.get, server.url + "/2")).status == 200)
    #expect(server.requests.events.map(\.connection) == [0, 0, 1])
  }

  /// A play or a new playlist counts as often as it arrives.
  @Test func aPostIsSentOnce() async throws {
    let server = try FaultyServer { $0.method == "POST" ? ScriptedReply([.close]) : .text("x") }
    _ = try await client.send(HTTPRequest(.get, server.url))
    await #expect(throws: HTTPError.interrupted(url: server.url + "/plays", received: 0)) {
      try await client.send(HTTPRequest(.post, server.url + "/plays", body: [1]))
    }
    #expect(server.requests.events.map(\.method) == ["GET", "POST"])
  }

  @Test func aPostThatTheServerKnowsAgainUsesAKeptConnection() async throws {
    let server = try FaultyServer { _ in .text("x") }
    _ = try await client.send(HTTPRequest(.get, server.url))
    _ = try await client.send(
      HTTPRequest(.post, server.url, headers: [HTTPHeader("Idempotency-Key", "1")], body: [1]))
    #expect(server.requests.events.map(\.connection) == [0, 0])
  }

  @Test func unknownNamesAreTold() async throws {
    await #expect(throws: HTTPError.unresolved(host: "nowhere.invalid")) {
      try await client.send(HTTPRequest(.get, "http://nowhere.invalid/"))
    }
  }
}
