import HTTP
import TestKit
import Testing

/// No answer costs more than 64 MB of memory. Each test has a process of its own, so that nobody else's memory counts.
@Suite(.timeLimit(.minutes(2)))
struct MemoryTests {
  @Test func aLongStringIsGivenUp() async {
    await #expect(processExitsWith: .success) {
      let client = HTTPClient(userAgent: "soul-test/1")
      for head in [[("Content-Length", "524288001")], []] {
        let server = try FaultyServer { _ in
          ScriptedReply([
            .send(ScriptedReply.head(200, head) + [UInt8(ascii: "\"")]),
            .sendRepeatedly([UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20), 500), .close,
          ])
        }
        let before = try ResidentMemory.peak()
        await #expect(throws: HTTPError.tooLarge(url: server.url + "/x", limit: 16 << 20)) {
          try await client.send(HTTPRequest(.get, server.url + "/x"))
        }
        #expect(try ResidentMemory.peak() - before < 64 << 20)
      }
    }
  }

  @Test func aGzipBombIsGivenUp() async {
    await #expect(processExitsWith: .success) {
      // 1 GB of zeros is 4 MB of gzip.
      let folder = try TemporaryFolder()
      let file = try folder.path(of: "bomb.gz")
      try await Command.run("sh", ["-c", "head -c 1000000000 /dev/zero | gzip -1 > \(file)"])
      let bomb = try folder.bytes(of: "bomb.gz")
      let server = try FaultyServer { _ in .bytes(bomb, headers: [("Content-Encoding", "gzip")]) }
      let client = HTTPClient(userAgent: "soul-test/1")
      let before = try ResidentMemory.peak()
      await #expect(throws: HTTPError.tooLarge(url: server.url + "/", limit: 16 << 20)) {
        try await client.send(HTTPRequest(.get, server.url))
      }
      #expect(try ResidentMemory.peak() - before < 64 << 20)
    }
  }

  /// 512 MB wait at the server while other requests run; a client without back-pressure would have taken them all.
  @Test func whatNobodyReadsIsNotFetched() async {
    await #expect(processExitsWith: .success) {
      let block = [UInt8](repeating: 7, count: 1 << 20)
      let server = try FaultyServer { request in
        guard request.path == "/long" else { return .text("x") }
        return ScriptedReply([
          .send(ScriptedReply.head(200, [("Content-Length", String(512 << 20))])),
          .sendRepeatedly(block, 512),
        ])
      }
      let client = HTTPClient(userAgent: "soul-test/1")
      let before = try ResidentMemory.peak()
      let stream = try await client.open(HTTPRequest(.get, server.url + "/long", limits: .stream))
      for _ in 0..<3_000 { _ = try await client.send(HTTPRequest(.get, server.url + "/short")) }
      #expect(try ResidentMemory.peak() - before < 64 << 20)
      // And it comes on when somebody reads.
      var count = 0
      while let bytes = try await stream.next() { count += bytes.count }
      #expect(count == 512 << 20)
      #expect(try ResidentMemory.peak() - before < 64 << 20)
    }
  }
}
