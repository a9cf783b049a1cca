import HTTP
import TestKit
import Testing

/// The network at its worst, and what is left of it for tests of others: the proxy does what it says.
@Suite(.timeLimit(.minutes(1)))
struct FaultyProxyTests {
  private let client = HTTPClient(userAgent: "soul-test/1")
  private let server: FaultyServer
  private let proxy: FaultyProxy
  private static let content = [UInt8](repeating: 7, count: 1_000_000)

  init() throws {
    server = try FaultyServer { .file(Self.content, for: $0) }
    proxy = try FaultyProxy(to: server.port)
  }

  @Test func itCarriesBytesBothWays() async throws {
    let response = try await client.send(HTTPRequest(.put, proxy.url + "/x", body: Self.content))
    #expect(response.body == Self.content)
    #expect(try await server.requests.event(0).body == Self.content)
  }

  @Test(arguments: [true, false])
  func itCutsABody(isAbrupt: Bool) async throws {
    proxy.cut(after: 500_000, isAbrupt: isAbrupt)
    let stream = try await client.open(HTTPRequest(.get, proxy.url))
    var count: Int64 = 0
    do {
      while let bytes = try await stream.next() { count += Int64(bytes.count) }
      Issue.record("the body came whole")
    } catch HTTPError.interrupted(_, let received) {
      #expect(received == count)
      #expect(count <= 500_000)
    }
    #expect(try await client.send(HTTPRequest(.get, proxy.url)).body == Self.content)
  }

  @Test func itHoldsUpAnswers() async throws {
    let gate = proxy.hold()
    let (client, url) = (client, proxy.url)
    async let response = client.send(HTTPRequest(.get, url))
    _ = try await gate.arrivals.event(0)
    #expect(server.requests.events.count == 1)
    gate.open()
    #expect(try await response.body == Self.content)
  }

  @Test func itGoesAndComesBack() async throws {
    let gate = proxy.hold()
    let (client, url) = (client, proxy.url)
    let request = Task { try await client.send(HTTPRequest(.get, url)) }
    _ = try await gate.arrivals.event(0)
    proxy.kill()
    await #expect(throws: HTTPError.self) { try await request.value }
    await #expect(throws: HTTPError.refused(server: url)) { try await client.send(HTTPRequest(.get, url)) }
    try proxy.comeBack()
    #expect(try await client.send(HTTPRequest(.get, url)).body == Self.content)
  }

  @Test func itRefusesNewConnections() async throws {
    _ = try await client.send(HTTPRequest(.get, proxy.url))
    proxy.refuse()
    // The connection that is there goes on, another one is not to be had.
    _ = try await client.send(HTTPRequest(.get, proxy.url))
    await #expect(throws: HTTPError.refused(server: proxy.url)) {
      try await client.send(HTTPRequest(.post, proxy.url))
    }
  }
}
