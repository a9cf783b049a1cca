import HTTP
import Keyring
import Model
import TestKit
import Testing

@testable import Servers

@Suite(.timeLimit(.minutes(1))) struct RefreshTests {
  private static let tracks = "/api/sync/tracks"
  private static let refresh = "/api/auth/refresh"
  private let source = ServersFixture.source
  private let fixture: ServersFixture

  init() async throws {
    fixture = try await ServersFixture()
    try await fixture.signIn()
  }

  private func ask() async throws {
    _ = try await fixture.client.tracks(after: nil)
  }

  @Test func `A token with less than a minute left is refreshed before it is used`() async throws {
    fixture.server.change { $0.accessLifetime = 59 }
    try await fixture.signIn()
    let before = fixture.server.count(Self.refresh)
    fixture.server.change { $0.accessLifetime = 3_600 }

    try await ask()
    try await ask()

    #expect(fixture.server.count(Self.refresh) == before + 1)
  }

  @Test func `Fifty requests that wait for a token cost one refresh`() async throws {
    fixture.server.change { $0.revokeAccess() }

    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 { group.addTask { try await ask() } }
      try await group.waitForAll()
    }

    #expect(fixture.server.count(Self.refresh) == 1)
  }

  @Test func `One who waits and is cancelled takes the refresh from nobody`() async throws {
    let gate = TestGate()
    fixture.server.change { $0.revokeAccess() }
    fixture.server.intercept { [server = fixture.server] request in
      request.path == Self.refresh ? server.soundReply(to: request).held(by: gate) : nil
    }
    let impatient = Task { try await ask() }
    _ = try await gate.arrivals.event(0)
    let patient = Task { try await ask() }

    impatient.cancel()
    gate.open()

    try await patient.value
    #expect(fixture.server.count(Self.refresh) == 1)
  }

  @Test func `A server that takes none of its own tokens is not stormed`() async throws {
    fixture.server.intercept { $0.path == Self.tracks ? .status(401) : nil }
    let before = fixture.server.count(Self.tracks)

    await #expect(throws: ServerError.denied(server: fixture.server.url, path: Self.tracks)) {
      try await ask()
    }

    #expect(fixture.server.count(Self.tracks) == before + 2)
    #expect(fixture.server.count(Self.refresh) == 1)
    #expect(try await fixture.directory.isSignedIn(to: source))
  }

  @Test func `A refused refresh signs out, says so once, and does not loop`() async throws {
    fixture.server.change {
      $0.refusesRefresh = true
      $0.revokeAccess()
    }

    for _ in 0..<3 {
      await #expect(throws: ServerError.notSignedIn(server: fixture.server.url)) { try await ask() }
    }

    #expect(fixture.server.count(Self.refresh) == 1)
    #expect(fixture.events.changes.events.filter { $0 == .refreshRefused }.count == 1)
  }

  @Test(arguments: [
    ScriptedReply([.close]), .status(500), .status(429, headers: [("Retry-After", "7")]), .status(404),
    .text("<html>Sign in to the hotel</html>", status: 403, type: "text/html"),
    .text("<html>Sign in to the hotel</html>", type: "text/html"), .json("{}"),
    .redirect(302, to: "http://127.0.0.1:1/"), .status(400), .status(403),
  ])
  func `A refresh that only fails signs nobody out`(reply: ScriptedReply) async throws {
    fixture.server.change { $0.revokeAccess() }
    fixture.server.intercept { $0.path == Self.refresh ? reply : nil }

    await #expect(throws: ServerError.self) { try await ask() }
    #expect(try await fixture.directory.isSignedIn(to: source))

    fixture.server.intercept { _ in nil }
    try await ask()
  }

  @Test(arguments: [
    ScriptedReply.status(401), .json(#"{"error":"denied"}"#, status: 400),
    .json(#"{"error":"denied"}"#, status: 403),
  ])
  func `A refresh that the server itself refuses signs out`(reply: ScriptedReply) async throws {
    fixture.server.change { $0.revokeAccess() }
    fixture.server.intercept { $0.path == Self.refresh ? reply : nil }

    await #expect(throws: ServerError.notSignedIn(server: fixture.server.url)) { try await ask() }
    #expect(try await !fixture.directory.isSignedIn(to: source))
  }

  @Test func `Who signs out and in while a token is refreshed gets new tokens from then on`() async throws {
    let gate = TestGate()
    fixture.server.change { $0.revokeAccess() }
    fixture.server.intercept { [server = fixture.server] request in
      request.path == Self.refresh ? server.soundReply(to: request).held(by: gate) : nil
    }
    let request = Task { try await ask() }
    _ = try await gate.arrivals.event(0)
    // There is no keyring to delete anything from.
    try? await fixture.directory.signOut(of: source)
    try await fixture.signIn()
    gate.open()
    try await request.value
    fixture.server.intercept { _ in nil }

    for _ in 0..<2 {
      fixture.server.change { $0.revokeAccess() }
      try await ask()
    }
  }

  @Test func `A sign-in that fails takes nothing from who is signed in`() async throws {
    let gate = TestGate()
    fixture.server.change {
      $0.rotates = true
      $0.revokeAccess()
    }
    fixture.server.intercept { [server = fixture.server] request in
      request.path == Self.refresh ? server.soundReply(to: request).held(by: gate) : nil
    }
    let request = Task { try await ask() }
    _ = try await gate.arrivals.event(0)
    await #expect(throws: ServerError.self) {
      try await fixture.directory.beginSignIn(to: source).signIn(password: Secret("wrong"), mayPrompt: false)
    }
    gate.open()

    try await request.value
    try await ask()
  }

  @Test func `A token that says nothing of its time is used until it is refused`() async throws {
    fixture.server.intercept { request in
      switch request.path {
      case "/api/auth/login": .json(#"{"access_token":"opaque","refresh_token":"r"}"#)
      case Self.tracks:
        request.header("Authorization") == "Bearer opaque" ? .json(#"{"tracks":[]}"#) : .status(401)
      default: .status(500)
      }
    }
    try await fixture.signIn()

    try await ask()

    #expect(fixture.server.count(Self.refresh) == 0)
  }

  @Test(arguments: [
    (#"{"iat":5,"exp":105}"#, 100), (#"{"iat":"5","exp":105.0}"#, 100), (#"{"exp":105}"#, nil),
    (#"{"iat":9,"exp":5}"#, nil),
    (#"{"iat":-1e300,"exp":1e300}"#, 31_622_400), ("[]", nil), ("x", nil),
  ])
  func `Of a token only its span of time is read`(claims: String, seconds: Int?) {
    for encoded in [claims.base64, claims.base64.replacing("=", with: "")] {
      #expect(TokenClaims("h.\(encoded).s")?.lifetime == seconds.map { .seconds($0) })
    }
    #expect(TokenClaims(claims) == nil)
  }
}

extension String {
  fileprivate var base64: String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let bytes = Array(utf8)
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        text.append(index <= group.count ? alphabet[word >> (18 - 6 * index) & 63] : "=")
      }
    }
    return text
  }
}
