import Foundation
import HTTP
import TestKit
import Testing

/// What a server may cost at most.
@Suite(.timeLimit(.minutes(2)))
struct LimitTests {
  private let client = HTTPClient(userAgent: "soul-test/1")

  @Test func compressedAnswersAreDecoded() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.path(of: "text.gz")
    try await Command.run("sh", ["-c", "printf 'hello' | gzip > \(file)"])
    let body = try folder.bytes(of: "text.gz")
    let server = try FaultyServer { _ in .bytes(body, headers: [("Content-Encoding", "gzip")]) }
    #expect(try await client.send(HTTPRequest(.get, server.url)).body == Array("hello".utf8))
  }

  @Test func aStreamIsNotCompressed() async throws {
    let server = try FaultyServer { _ in .bytes([1], headers: [("Content-Encoding", "gzip")]) }
    let error = await #expect(throws: HTTPError.self) { try await client.open(HTTPRequest(.get, server.url)) }
    guard case .malformed = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try await server.requests.event(0).header("Accept-Encoding") == "identity")
  }

  @Test(arguments: [1, 100_000])
  func aLongHeadIsGivenUp(lineLength: Int) async throws {
    let line = Array("X: \(String(repeating: "a", count: lineLength))\r\n".utf8)
    let server = try FaultyServer { _ in
      ScriptedReply([.send(Array("HTTP/1.1 200 OK\r\n".utf8)), .sendRepeatedly(line, 10_000_000), .close])
    }
    await #expect(throws: HTTPError.tooLarge(url: server.url + "/", limit: 64 << 10)) {
      try await client.send(HTTPRequest(.get, server.url))
    }
  }

  @Test func aServerThatDoesNotAnswerIsGivenUp() async throws {
    let server = try FaultyServer { _ in ScriptedReply([.awaitHangUp]) }
    let limits = HTTPLimits(response: .milliseconds(200))
    await #expect(throws: HTTPError.timedOut(url: server.url + "/", limit: .response)) {
      try await client.send(HTTPRequest(.get, server.url, limits: limits))
    }
    _ = try await server.hangUps.event(0)
  }

  /// It listens and says nothing of TLS.
  @Test func aConnectionThatDoesNotComeAboutIsGivenUp() async throws {
    let server = try FaultyServer { _ in .text("x") }
    let limits = HTTPLimits(connect: .milliseconds(200))
    let url = "https://127.0.0.1:\(server.port)/"
    await #expect(throws: HTTPError.timedOut(url: url, limit: .connect)) {
      try await client.send(HTTPRequest(.get, url, limits: limits))
    }
  }

  @Test(arguments: [true, false])
  func aServerThatStopsSendingIsGivenUp(isStream: Bool) async throws {
    let server = try FaultyServer { _ in
      ScriptedReply([.send(ScriptedReply.head(200, [("Content-Length", "10")]) + [1]), .awaitHangUp])
    }
    let limits = HTTPLimits(lowSpeed: HTTPLowSpeed(bytes: 10, in: .milliseconds(200)))
    await #expect(throws: HTTPError.timedOut(url: server.url + "/", limit: .lowSpeed)) {
      let request = HTTPRequest(.get, server.url, limits: limits)
      guard isStream else {
        _ = try await client.send(request)
        return
      }
      let stream = try await client.open(request)
      #expect(try await stream.next() == [1])
      _ = try await stream.next()
    }
    _ = try await server.hangUps.event(0)
  }

  @Test func aRequestAsAWholeHasALimit() async throws {
    let server = try FaultyServer { request in
      request.path == "/a" ? .redirect(302, to: "/b") : ScriptedReply([.awaitHangUp])
    }
    let limits = HTTPLimits(whole: .milliseconds(300))
    let error = await #expect(throws: HTTPError.self) {
      try await client.send(HTTPRequest(.get, server.url + "/a", limits: limits, redirects: .followed))
    }
    guard case .timedOut(_, .whole) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  /// What is held up on this side is not the server's slowness.
  @Test func aStreamThatNobodyReadsIsNotSlow() async throws {
    let block = [UInt8](repeating: 7, count: 1 << 20)
    let server = try FaultyServer { request in
      guard request.path == "/long" else { return ScriptedReply([.awaitHangUp]) }
      return ScriptedReply([
        .send(ScriptedReply.head(200, [("Content-Length", String(32 << 20))])), .sendRepeatedly(block, 32),
      ])
    }
    let limits = HTTPLimits(lowSpeed: HTTPLowSpeed(bytes: 1, in: .milliseconds(100)), maximumBody: nil)
    let stream = try await client.open(HTTPRequest(.get, server.url + "/long", limits: limits))
    // As long as three stretches of time, told by the client itself.
    let wait = HTTPRequest(.get, server.url + "/wait", limits: HTTPLimits(response: .milliseconds(300)))
    await #expect(throws: HTTPError.self) { try await client.send(wait) }
    var count = 0
    while let bytes = try await stream.next() { count += bytes.count }
    #expect(count == 32 << 20)
  }
}
