import HTTP
import Keyring
import Model
import TestKit
import Testing

@testable import Servers

@Suite(.serialized, .timeLimit(.minutes(1))) struct SignInTests {
  private let source = ServersFixture.source

  @Test func `Who signs in has the tokens, and the keyring gets the refresh token alone`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)

    #expect(try await fixture.signIn() == .soul)

    #expect(try await fixture.directory.isSignedIn(to: source))
    #expect(try await fixture.events.changes.event(0) == .signedIn(isStored: false))
    try await fixture.events.wait(for: .tokensStored)
    #expect(try await fixture.storedToken()?.contains("canary-refresh") == true)
  }

  @Test func `What is being stored when the player ends gets to the keyring`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signIn()

    await fixture.directory.finishStoring()

    #expect(try await fixture.storedToken() != nil)
  }

  @Test(arguments: [400, 401, 403])
  func `A wrong password is refused and changes nothing`(status: Int) async throws {
    let fixture = try await ServersFixture()
    fixture.server.intercept { $0.path == "/api/auth/login" ? .status(status) : nil }

    await #expect(throws: ServerError.signInRefused(server: fixture.server.url)) {
      try await fixture.signIn()
    }

    #expect(fixture.events.changes.events.isEmpty)
    #expect(fixture.server.requests.events.count == 1)
  }

  @Test(arguments: [([("Retry-After", "7")], "Wait 7 s and"), ([], "Wait a while and")])
  func `Too many attempts are said to be that, with how long to wait`(
    headers: [(String, String)], sentence: String
  ) async throws {
    let fixture = try await ServersFixture()
    fixture.server.intercept { $0.path == "/api/auth/login" ? .status(429, headers: headers) : nil }

    let error = await #expect(throws: ServerError.self) { try await fixture.signIn() }

    guard case .tooManySignIns? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.message.contains("too many attempts to sign in at \(fixture.server.url)") == true)
    #expect(error?.message.contains("\(sentence) sign in again") == true)
  }

  @Test(arguments: [
    "{}", "[]", "null", #"{"access_token":"a"}"#, #"{"access_token":"a\r\nX: y","refresh_token":"b"}"#,
    #"{"access_token":"","refresh_token":"b"}"#, #"{"access_token":{},"refresh_token":"b"}"#, "{",
  ])
  func `An answer without tokens is an error that quotes nothing`(json: String) async throws {
    let fixture = try await ServersFixture()
    fixture.server.intercept { $0.path == "/api/auth/login" ? .json(json) : nil }

    let error = await #expect(throws: ServerError.self) { try await fixture.signIn() }

    guard case .malformed(_, "/api/auth/login", nil, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(fixture.events.changes.events.isEmpty)
  }

  @Test func `Signed in is signed in, though the dialect is not known yet`() async throws {
    let fixture = try await ServersFixture()
    fixture.server.intercept { $0.path.hasPrefix("/api/auth") ? nil : .status(500) }

    #expect(try await fixture.signIn() == .soul)
    #expect(try await fixture.directory.isSignedIn(to: source))
  }

  @Test func `User name and password are sent as JSON, whatever is in them`() async throws {
    let fixture = try await ServersFixture()
    let account = ServerAccount(
      id: Source.ID(rawValue: 3), url: try ServerURL(fixture.server.url + "/base"), username: "a\"\\\u{1}ä",
      kind: .soul)
    await fixture.directory.update(account)

    _ = try? await fixture.directory.beginSignIn(to: account.id).signIn(
      password: Secret("p\"\n"), mayPrompt: false)

    let request = try #require(fixture.server.requests.events.first)
    #expect(request.target == "/base/api/auth/login")
    #expect(request.text == #"{"username":"a\"\\\u0001ä","password":"p\"\u000a"}"#)
  }

  @Test func `Signing out forgets the tokens here and in the keyring`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()

    try await fixture.directory.signOut(of: source)

    try await fixture.events.wait(for: .signedOut)
    #expect(try await !fixture.directory.isSignedIn(to: source))
    #expect(try await fixture.storedToken() == nil)
    await #expect(throws: ServerError.notSignedIn(server: fixture.server.url)) {
      try await fixture.client.tracks(after: nil)
    }
  }

  @Test func `Removing a server deletes its tokens and ends its session`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    let client = try await fixture.client

    try await fixture.directory.remove(source)

    #expect(try await fixture.storedToken() == nil)
    await #expect(throws: ServerError.noServer(source)) { try await fixture.client }
    await #expect(throws: ServerError.notSignedIn(server: fixture.server.url)) {
      try await client.tracks(after: nil)
    }
  }

  @Test func `A server at another address does not get the tokens`() async throws {
    let fixture = try await ServersFixture(hasKeyring: true)
    try await fixture.signInAndStore()
    let other = try StandInServer()

    await fixture.directory.update(
      ServerAccount(id: source, url: try ServerURL(other.url), username: StandInServer.username, kind: .soul))

    #expect(try await !fixture.directory.isSignedIn(to: source))
    #expect(other.requests.events.isEmpty)
  }
}
