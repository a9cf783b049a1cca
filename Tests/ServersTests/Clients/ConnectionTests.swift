import HTTP
import Model
import TestKit
import Testing

@testable import Servers

/// Whether a server is there, and who is told.
@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
  private let source = ServersFixture.source
  private let fixture: ServersFixture
  private let folder: TemporaryFolder

  init() async throws {
    folder = try TemporaryFolder()
    fixture = try await ServersFixture()
  }

  private func check() async throws {
    try await fixture.directory.checkConnection(to: try ServerURL(fixture.server.url), caFile: nil)
  }

  @Test func `A server answers before anybody is signed in`() async throws {
    try await check()
    try await fixture.client.health()

    #expect(fixture.server.requests.events.allSatisfy { $0.header("Authorization") == nil })
  }

  @Test(arguments: [
    ScriptedReply.text("<html>", type: "text/html"), .status(404), .status(500),
    .raw("SSH-2.0-OpenSSH_9.2\r\n"),
    .redirect(301, to: "https://127.0.0.1:1/api/health"), ScriptedReply([.close]), .status(204),
  ])
  func `What answers otherwise is no server`(reply: ScriptedReply) async throws {
    fixture.server.intercept { _ in reply }

    await #expect(throws: ServerError.self) { try await check() }
    await #expect(throws: ServerError.self) { try await fixture.client.health() }
    let first = try await fixture.reporter.reports.event(0)
    guard case .failed(source, _) = first else {
      Issue.record("\(first)")
      return
    }
  }

  @Test func `A server that is not there at all is told from one that lacks a track`() async throws {
    fixture.server.intercept { _ in .json(#"{"error":"not_found"}"#, status: 404) }
    let url = try ServerURL(fixture.server.url)
    let missing = ServerError.unsupported(server: url.text, path: "/api/health")

    await #expect(throws: missing) { try await check() }
    await #expect(throws: missing) { try await fixture.client.health() }
    #expect(missing.message.contains("base path"))
  }

  @Test func `A wrong base path is part of what is named`() async throws {
    fixture.server.intercept { _ in .json(#"{"error":"not_found"}"#, status: 404) }
    let url = try ServerURL(fixture.server.url + "/base")

    let error = await #expect(throws: ServerError.self) {
      try await fixture.directory.checkConnection(to: url, caFile: nil)
    }
    #expect(error?.message.hasPrefix("\(fixture.server.url)/base has no /api/health.") == true)
    #expect(fixture.server.requests.events.map(\.path) == ["/base/api/health"])
  }

  @Test func `Where nothing listens is an error with a sentence`() async throws {
    let url = try ServerURL("http://127.0.0.1:1")

    let error = await #expect(throws: ServerError.self) {
      try await fixture.directory.checkConnection(to: url, caFile: nil)
    }
    #expect(error == .unreachable(server: url.text, .refused(server: url.origin)))
    #expect(error?.message.contains("127.0.0.1:1") == true)
  }

  /// What ports for TLS answer to plain HTTP: an end, 400 as nginx and Go's servers, or an alert.
  @Test(arguments: ["", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "\u{15}\u{3}\u{1}"])
  func `TLS where plain HTTP was asked is told, with what to write`(reply: String) async throws {
    let certificate = try await TestCertificate.selfSigned(in: folder)
    let front = try await TLSFront(
      to: fixture.server.server.port, certificate: certificate, plainReply: reply)
    let url = try ServerURL("http://127.0.0.1:\(front.port)/base")

    for caFile in [nil, certificate.file] {
      let error = await #expect(throws: ServerError.self) {
        try await fixture.directory.checkConnection(to: url, caFile: caFile)
      }
      #expect(error?.message == "What answers at \(url.text) speaks TLS: write \(front.url)/base instead.")
    }
  }

  @Test func `Plain HTTP where TLS was asked is told, with what to write`() async throws {
    let server = try await RealServer()
    let port = try #require(try? ServerURL(server.url).port)
    let url = try ServerURL("https://127.0.0.1:\(port)")

    let error = await #expect(throws: ServerError.self) {
      try await fixture.directory.checkConnection(to: url, caFile: nil)
    }
    #expect(
      error?.message
        == "What answers at \(url.text) speaks plain HTTP, not TLS: write http://127.0.0.1:\(port) instead.")
    let foreign = ServerError.wrongScheme(
      try ServerURL("https://h.example"), instead: try ServerURL("http://h.example:443", isInsecure: true))
    #expect(foreign.message.contains("write http://h.example:443 instead, with --insecure"))
  }

  @Test func `Only changes are told`() async throws {
    let client = try await fixture.client
    for _ in 0..<3 { try await client.health() }
    fixture.server.intercept { _ in ScriptedReply([.close]) }
    await #expect(throws: ServerError.self) { try await client.health() }
    fixture.server.intercept { _ in nil }
    for _ in 0..<3 { try await client.health() }
    // One more failure, so that there is something to wait for.
    fixture.server.intercept { _ in ScriptedReply([.close]) }
    await #expect(throws: ServerError.self) { try await client.health() }

    _ = try await fixture.reporter.reports.event(3)
    let outcomes = fixture.reporter.reports.events.map { report in
      if case .reached = report { true } else { false }
    }
    #expect(outcomes == [true, false, true, false])
  }

  @Test func `A refused sign-in is an answer, and one that is cancelled says nothing`() async throws {
    await #expect(throws: ServerError.self) {
      try await fixture.directory.beginSignIn(to: source).signIn(password: Secret("wrong"), mayPrompt: false)
    }
    #expect(try await fixture.reporter.reports.event(0) == .reached(source))
    let gate = TestGate()
    fixture.server.intercept { _ in ScriptedReply([.pass(gate), .close]) }
    let request = Task { try await fixture.client.health() }
    _ = try await gate.arrivals.event(0)
    request.cancel()
    await #expect(throws: ServerError.cancelled) { try await request.value }
    gate.open()
    fixture.server.intercept { _ in nil }
    try await fixture.client.health()
    #expect(fixture.reporter.reports.events.count == 1)
  }
}
