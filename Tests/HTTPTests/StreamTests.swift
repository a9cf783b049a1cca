import HTTP
import TestKit
import Testing

/// Bodies that are read as they come.
@Suite(.timeLimit(.minutes(1)))
struct StreamTests {
  private let client = HTTPClient(userAgent: "soul-test/1")
  private static let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

  @Test func aRangeComesByteForByte() async throws {
    let server = try FaultyServer { .file(Self.content, for: $0, etag: "\"e\"") }
    let request = HTTPRequest(.get, server.url, headers: [.range(from: 1_000)], limits: .stream)
    let stream = try await client.open(request)
    #expect(stream.status == 206)
    #expect(stream.contentRange == HTTPContentRange("bytes 1000-2999999/3000000"))
    #expect(stream.contentLength == 2_999_000)
    #expect(stream.headers["ETag"] == "\"e\"")
    #expect(try await bytes(of: stream) == Array(Self.content[1_000...]))
    #expect(try await server.requests.event(0).header("Range") == "bytes=1000-")
  }

  @Test func theHeadIsThereBeforeTheBody() async throws {
    let gate = TestGate()
    let server = try FaultyServer { _ in
      ScriptedReply([.send(ScriptedReply.head(200, [("Content-Length", "2")])), .pass(gate), .send([1, 2])])
    }
    let stream = try await client.open(HTTPRequest(.get, server.url))
    #expect(stream.status == 200)
    gate.open()
    #expect(try await bytes(of: stream) == [1, 2])
    #expect(try await stream.next() == nil)
  }

  /// Resuming at the byte where it broke off gives the whole.
  @Test func anInterruptedBodyGoesOnWhereItBrokeOff() async throws {
    let server = try FaultyServer { request in
      let reply = ScriptedReply.file(Self.content, for: request)
      return request.connection < 3 ? reply.cutBody(after: 700_001) : reply
    }
    var received: [UInt8] = []
    var attempts = 0
    while received.count < Self.content.count {
      attempts += 1
      let range = HTTPHeader.range(from: Int64(received.count))
      let stream = try await client.open(HTTPRequest(.get, server.url, headers: [range], limits: .stream))
      #expect(stream.contentRange?.bytes.lowerBound == Int64(received.count))
      do {
        while let bytes = try await stream.next() { received += bytes }
      } catch HTTPError.interrupted(_, let count) {
        #expect(count == 700_001)
        #expect(received.count == attempts * 700_001)
      }
    }
    #expect(attempts == 4)
    #expect(received == Self.content)
  }

  @Test func aCancelledTaskEndsTheTransfer() async throws {
    let server = try FaultyServer { _ in
      ScriptedReply([.send(ScriptedReply.head(200, [("Content-Length", "10")]) + [1]), .awaitHangUp])
    }
    let stream = try await client.open(HTTPRequest(.get, server.url))
    #expect(try await stream.next() == [1])
    let task = Task { try await stream.next() }
    task.cancel()
    await #expect(throws: HTTPError.cancelled) { try await task.value }
    _ = try await server.hangUps.event(0)
    await #expect(throws: HTTPError.cancelled) { try await stream.next() }
  }

  @Test func aStreamThatIsLetGoOfEnds() async throws {
    let server = try FaultyServer { _ in
      ScriptedReply([.send(ScriptedReply.head(200, [("Content-Length", "10")])), .awaitHangUp])
    }
    _ = try await client.open(HTTPRequest(.get, server.url))
    _ = try await server.hangUps.event(0)
  }

  @Test func closingTheClientEndsStreams() async throws {
    let client = HTTPClient(userAgent: "soul-test/1")
    let server = try FaultyServer { _ in
      ScriptedReply([.send(ScriptedReply.head(200, [("Content-Length", "10")]) + [1]), .awaitHangUp])
    }
    let stream = try await client.open(HTTPRequest(.get, server.url))
    await client.close()
    await #expect(throws: HTTPError.closed) {
      while try await stream.next() != nil {}
    }
  }

  @Test func aStreamCanHaveALimitToo() async throws {
    let server = try FaultyServer { _ in
      ScriptedReply([
        .send(ScriptedReply.head(200, [])), .sendRepeatedly([UInt8](repeating: 0, count: 1_000), 10), .close,
      ])
    }
    let limits = HTTPLimits(maximumBody: 5_000)
    let stream = try await client.open(HTTPRequest(.get, server.url, limits: limits))
    await #expect(throws: HTTPError.tooLarge(url: server.url + "/", limit: 5_000)) {
      while try await stream.next() != nil {}
    }
  }

  private func bytes(of stream: HTTPStream) async throws -> [UInt8] {
    var received: [UInt8] = []
    while let bytes = try await stream.next() { received += bytes }
    return received
  }
}
