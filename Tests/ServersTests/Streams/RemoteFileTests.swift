import HTTP
import Model
import TestKit
import Testing

@testable import Servers

/// Reading a file that lies on a server, when all goes well.
@Suite(.timeLimit(.minutes(1))) struct RemoteFileTests {
  private static let path = "/api/tracks/t1/stream"
  private let content = noise(1 << 20)
  private let fixture: ServersFixture
  private let file: any ByteSource

  init() async throws {
    fixture = try await ServersFixture()
    fixture.server.change { [content] in $0.content = content }
    try await fixture.signIn()
    file = fixture.directory.stream(of: "t1", from: ServersFixture.source)
  }

  @Test func `Making one touches no network, and its length comes from the first answer`() async throws {
    #expect(fixture.server.count(Self.path) == 0)

    #expect(try await file.length() == 1 << 20)
    #expect(try await file.length() == 1 << 20)

    #expect(fixture.server.count(Self.path) == 1)
    #expect(fixture.server.requests.events.last?.target.hasSuffix("?quality=original") == true)
  }

  @Test func `Reads in order are one request`() async throws {
    #expect(try await file.all() == content)
    #expect(fixture.server.count(Self.path) == 1)
  }

  @Test func `A read gives what is there and does not wait for more`() async throws {
    let gate = TestGate()
    fixture.server.intercept { [content] request in
      guard request.path == Self.path else { return nil }
      return ScriptedReply([
        .send(
          ScriptedReply.head(200, [("Content-Length", "\(content.count)"), ("Content-Type", "audio/flac")])),
        .send(Array(content.prefix(2_000))), .pass(gate), .send(Array(content.dropFirst(2_000))),
      ])
    }

    let first = try await file.read(at: 0, max: 1 << 20)
    gate.open()

    #expect(!first.isEmpty && first.count <= 2_000)
    #expect(first.elementsEqual(content.prefix(first.count)))
    #expect(try await file.all(from: Int64(first.count)) == Array(content.dropFirst(first.count)))
  }

  @Test func `A short way forward is read through, a long one or one back is another range`() async throws {
    _ = try await file.read(at: 0, max: 1_000)
    #expect(try await file.read(at: 100_000, max: 10).elementsEqual(content[100_000..<100_010]))
    #expect(fixture.server.count(Self.path) == 1)

    #expect(try await file.read(at: 900_000, max: 10).elementsEqual(content[900_000..<900_010]))
    #expect(fixture.server.count(Self.path) == 2)
    #expect(fixture.server.requests.events.last?.header("Range") == "bytes=900000-")
    #expect(fixture.server.requests.events.last?.header("If-Range") == "\"1\"")

    #expect(try await file.read(at: 50, max: 10).elementsEqual(content[50..<60]))
    #expect(fixture.server.count(Self.path) == 3)
  }

  @Test func `A read that begins far inside gives the right bytes`() async throws {
    #expect(try await file.all(from: 700_000) == Array(content[700_000...]))
  }

  @Test func `There is nothing at the end or behind it`() async throws {
    #expect(try await file.read(at: 1 << 20, max: 10).isEmpty)
    #expect(try await file.read(at: 1 << 30, max: 10).isEmpty)
    #expect(try await file.read(at: (1 << 20) - 1, max: 10) == [try #require(content.last)])
  }

  @Test(arguments: [0, 1, 1_023, 1_025, 5_000])
  func `Small files are read from everywhere`(count: Int) async throws {
    fixture.server.change { $0.content = noise(count, seed: 7) }
    let expected = noise(count, seed: 7)

    #expect(try await file.all() == expected)
    for offset in stride(from: 0, to: count, by: 97).reversed() {
      #expect(try await file.read(at: Int64(offset), max: 1).first == expected[offset])
    }
  }

  @Test func `A length that the server does not say is nil, and the end is the end`() async throws {
    fixture.server.intercept { request in
      guard request.path == Self.path else { return nil }
      let head = ScriptedReply.head(200, [("Content-Type", "audio/flac"), ("Transfer-Encoding", "chunked")])
      return ScriptedReply([.send(head + Array("5\r\nabcde\r\n3\r\nfgh\r\n0\r\n\r\n".utf8))])
    }

    #expect(try await file.length() == nil)
    #expect(try await file.all() == Array("abcdefgh".utf8))
  }

  @Test func `Readers at once and everywhere all get the right bytes`() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<100 {
        group.addTask { [file, content] in
          let offset = index * 99_991 % content.count
          let bytes = try await file.read(at: Int64(offset), max: 500)
          #expect(!bytes.isEmpty && bytes.elementsEqual(content[offset..<offset + bytes.count]))
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `A reader that is cancelled ends, and the next one goes on`() async throws {
    let gate = TestGate()
    fixture.server.intercept { request in
      guard request.path == Self.path, request.header("Range") != nil else { return nil }
      return ScriptedReply([.pass(gate), .close])
    }
    _ = try await file.read(at: 0, max: 10)
    let reader = Task { [file] in try await file.read(at: 900_000, max: 10) }
    _ = try await gate.arrivals.event(0)

    reader.cancel()

    await #expect(throws: ServerError.cancelled) { try await reader.value }
    fixture.server.intercept { _ in nil }
    gate.open()
    #expect(try await file.read(at: 900_000, max: 10).elementsEqual(content[900_000..<900_010]))
  }

  @Test func `Letting go of it ends the transfer`() async throws {
    let server = try StandInServer()
    server.change { $0.content = Array(repeating: 7, count: 32 << 20) }
    try await fixture.directory.update(
      ServerAccount(id: Source.ID(rawValue: 3), url: ServerURL(server.url), username: "alice", kind: .soul))
    _ = try await fixture.directory.beginSignIn(to: Source.ID(rawValue: 3)).signIn(
      password: Secret(StandInServer.password), mayPrompt: false)
    var other: (any ByteSource)? = fixture.directory.stream(of: "t1", from: Source.ID(rawValue: 3))
    _ = try await other?.read(at: 0, max: 10)

    other = nil

    _ = try await server.server.hangUps.event(0)
  }

  @Test func `Ids are one segment of the path, whatever is in them`() async throws {
    for id in ["../../etc/passwd", "/abs", "a b\n?#%2f", "ä"] {
      _ = try? await fixture.directory.stream(of: id, from: ServersFixture.source).length()
    }
    let paths = fixture.server.requests.events.suffix(4).map(\.path)
    #expect(
      paths == [
        "/api/tracks/..%2F..%2Fetc%2Fpasswd/stream", "/api/tracks/%2Fabs/stream",
        "/api/tracks/a%20b%0A%3F%23%252f/stream", "/api/tracks/%C3%A4/stream",
      ])
  }

  @Test(arguments: ["..", ".", ""])
  func `Ids that would climb are never asked for`(id: String) async throws {
    let before = fixture.server.requests.events.count

    await #expect(throws: ServerError.self) {
      try await fixture.directory.stream(of: id, from: ServersFixture.source).length()
    }
    #expect(fixture.server.requests.events.count == before)
  }

  @Test func `A server that is not there any more is an error of the first read`() async throws {
    let gone = fixture.directory.stream(of: "t1", from: Source.ID(rawValue: 9))

    await #expect(throws: ServerError.noServer(Source.ID(rawValue: 9))) { try await gone.read(at: 0, max: 1) }
  }
}
