import HTTP
import Model
import TestKit
import Testing

@testable import Servers

/// Reading a file from a server that fails, lies or changes its mind.
@Suite(.timeLimit(.minutes(1))) struct BrokenStreamTests {
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

  /// Has each request for the file answered by this.
  private func answer(_ reply: @escaping @Sendable (ReceivedRequest) -> ScriptedReply?) {
    fixture.server.intercept { $0.path == Self.path ? reply($0) : nil }
  }

  @Test func `A connection that drops is taken up at the same byte, as often as it does`() async throws {
    answer { [content] in ScriptedReply.file(content, for: $0, type: "audio/flac").cutBody(after: 300_000) }

    #expect(try await file.all() == content)
    let starts = fixture.server.requests.events.compactMap(\.rangeStart)
    // Each asks for a little that is held already.
    #expect(starts == [300_000 - 4_096, 600_000 - 2 * 4_096, 900_000 - 3 * 4_096])
  }

  @Test func `A server that is gone for good is an error, soon, and told`() async throws {
    _ = try await file.read(at: 0, max: 10)
    answer { _ in ScriptedReply([.close]) }

    let error = await #expect(throws: ServerError.self) { try await file.read(at: 900_000, max: 10) }

    guard case .unreachable? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let failed = ReportLog.Report.failed(ServersFixture.source, error?.message ?? "")
    #expect(try await fixture.reporter.reports.event(1) == failed)
    answer { _ in nil }
    #expect(try await file.read(at: 900_000, max: 10).elementsEqual(content[900_000..<900_010]))
    try await fixture.reporter.reports.wait(for: .reached(ServersFixture.source), times: 2)
  }

  @Test func `A token that ends in mid-track is refreshed once, and the track goes on`() async throws {
    answer { [content, server = fixture.server] request in
      guard request.header("Range") == nil else { return nil }
      server.change { $0.revokeAccess() }
      return ScriptedReply.file(content, for: request, type: "audio/flac").cutBody(after: 500_000)
    }

    #expect(try await file.all() == content)
    #expect(fixture.server.count("/api/auth/refresh") == 1)
  }

  @Test func `A server that answers ranges with the whole is read through`() async throws {
    answer { [content] _ in .bytes(content, headers: [("Content-Type", "audio/flac")]) }

    #expect(try await file.read(at: 700_000, max: 10).elementsEqual(content[700_000..<700_010]))
    #expect(try await file.read(at: 200_000, max: 10).elementsEqual(content[200_000..<200_010]))
    #expect(try await file.all() == content)
  }

  @Test func `A range in short parts is put together`() async throws {
    answer { [content] request in
      let start = request.rangeStart ?? 0
      guard start > 0 else { return nil }
      let end = min(start + 200_000, content.count)
      return .bytes(
        Array(content[start..<end]), status: 206,
        headers: [
          ("Content-Type", "audio/flac"), ("Content-Range", "bytes \(start)-\(end - 1)/\(content.count)"),
        ])
    }
    _ = try await file.length()

    #expect(try await file.all(from: 500_000) == Array(content[500_000...]))
  }

  @Test(arguments: ["bytes 0-9/1048576", "bytes 899999-1048575/1048576", "chunks", ""])
  func `A part that is another one than asked for is an error`(range: String) async throws {
    answer { [content] request in
      guard let start = request.rangeStart else { return nil }
      return .bytes(
        Array(content[start...]), status: 206,
        headers: [("Content-Type", "audio/flac")] + (range.isEmpty ? [] : [("Content-Range", range)]))
    }

    let error = await #expect(throws: ServerError.self) { try await file.read(at: 900_000, max: 10) }

    guard case .malformed? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  enum Difference: CaseIterable {
    case etag, total, contentBehindRange, wholeInstead
  }

  @Test(arguments: Difference.allCases)
  func `A file that changes while it is read ends the reading`(difference: Difference) async throws {
    let other = noise(1 << 20, seed: 5)
    let longer = content + [1]
    answer { [content] request in
      let isFirst = request.header("Range") == nil
      return switch difference {
      case _ where isFirst && difference != .contentBehindRange:
        ScriptedReply.file(content, for: request, type: "audio/flac").cutBody(after: 500_000)
      case .etag: ScriptedReply.file(content, for: request, type: "audio/flac", etag: "\"2\"")
      case .total: ScriptedReply.file(longer, for: request, type: "audio/flac", etag: "\"1\"")
      case .wholeInstead: .bytes(other, headers: [("Content-Type", "audio/flac"), ("ETag", "\"2\"")])
      case .contentBehindRange:
        isFirst && self.fixture.server.count(Self.path) == 1
          ? ScriptedReply.file(content, for: request, type: "audio/flac").cutBody(after: 500_000)
          : ScriptedReply.file(other, for: request, type: "audio/flac", etag: "\"1\"")
      }
    }

    let error = await #expect(throws: ServerError.self) { try await file.all() }
    guard case .changed? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [("text/html", 200), ("application/json", 200), ("text/html", 206), ("text/xml", 200)])
  func `What is no audio is an error before a byte of it`(type: String, status: Int) async throws {
    answer { _ in .text("<html>not found</html>", status: status, type: type) }

    await #expect(throws: ServerError.self) { try await file.read(at: 0, max: 10) }
  }

  @Test(arguments: [404, 403, 500, 503, 416])
  func `A status that is no success is an error at once`(status: Int) async throws {
    answer { _ in .status(status) }

    await #expect(throws: ServerError.self) { try await file.read(at: 0, max: 10) }
    #expect(fixture.server.count(Self.path) == 1)
  }

  @Test func `A storm of seeks on a bad line gives right bytes only`() async throws {
    answer { [content] in ScriptedReply.file(content, for: $0, type: "audio/flac").cutBody(after: 50_000) }

    for index in 0..<60 {
      let offset = index * 314_159 % content.count
      let bytes = try await file.read(at: Int64(offset), max: 70_000)
      #expect(!bytes.isEmpty && bytes.elementsEqual(content[offset..<offset + bytes.count]))
    }
  }
}
