import HTTP
import TestKit
import Testing

/// What is asked, and what comes back when all is well.
@Suite(.timeLimit(.minutes(1)))
struct RequestTests {
  private let client = HTTPClient(userAgent: "soul-test/1")

  @Test func wholeBody() async throws {
    let server = try FaultyServer { _ in .json(#"{"a":1}"#, headers: [("X-Two", "1"), ("x-two", "2")]) }
    let response = try await client.send(HTTPRequest(.get, server.url + "/api/tracks?limit=2"))
    #expect(response.status == 200)
    #expect(response.body == Array(#"{"a":1}"#.utf8))
    #expect(response.headers["content-TYPE"] == "application/json")
    #expect(response.headers.values(of: "X-TWO") == ["1", "2"])
    let request = try await server.requests.event(0)
    #expect(request.target == "/api/tracks?limit=2")
    #expect(request.header("User-Agent") == "soul-test/1")
    #expect(request.header("Accept-Encoding") == "gzip, deflate")
  }

  @Test func stream() async throws {
    let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let server = try FaultyServer { .file(content, for: $0) }
    let stream = try await client.open(
      HTTPRequest(.get, server.url, headers: [.range(from: 1_000)], limits: .stream))
    #expect(stream.status == 206)
    #expect(stream.contentRange == HTTPContentRange("bytes 1000-2999999/3000000"))
    var received: [UInt8] = []
    while let bytes = try await stream.next() { received += bytes }
    #expect(received == Array(content[1_000...]))
  }
}
