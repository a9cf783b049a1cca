import HTTP
import Model
import TestKit
import Testing

@testable import Servers

/// The legacy server's trap: `206`, right headers, and the bytes from 0.
@Suite(.timeLimit(.minutes(1))) struct FalseRangeTests {
  private static let path = "/api/stream/t1"
  private let content = noise(1 << 20)
  private let fixture: ServersFixture
  private let file: any ByteSource

  init() async throws {
    fixture = try await ServersFixture(.legacy)
    fixture.server.change { [content] in $0.content = content }
    #expect(try await fixture.signIn() == .soulLegacy)
    file = fixture.directory.stream(of: "t1", from: ServersFixture.source)
  }

  @Test func `A jump is not deceived, and the server is asked for no further range`() async throws {
    #expect(try await file.read(at: 0, max: 10).elementsEqual(content[0..<10]))

    #expect(try await file.read(at: 800_000, max: 10).elementsEqual(content[800_000..<800_010]))
    #expect(try await file.read(at: 400_000, max: 10).elementsEqual(content[400_000..<400_010]))

    #expect(fixture.server.requests.events.count { $0.header("Range") != nil } == 1)
  }

  @Test func `A jump to the last bytes is not deceived`() async throws {
    _ = try await file.length()

    #expect(try await file.all(from: (1 << 20) - 5) == Array(content.suffix(5)))
  }

  @Test func `A dropped connection is taken up at the same byte`() async throws {
    fixture.server.intercept { [server = fixture.server] request in
      guard request.path == Self.path, server.count(Self.path) == 1 else { return nil }
      return server.soundReply(to: request).cutBody(after: 600_000)
    }

    #expect(try await file.all() == content)
  }

  @Test func `A file that was replaced meanwhile is no continuation`() async throws {
    fixture.server.intercept { [server = fixture.server] request in
      guard request.path == Self.path, server.count(Self.path) == 1 else { return nil }
      let reply = server.soundReply(to: request).cutBody(after: 600_000)
      server.change { $0.content = noise(1 << 20, seed: 9) }
      return reply
    }

    await #expect(throws: ServerError.self) { try await file.all() }
  }
}
