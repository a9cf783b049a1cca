import HTTP
import Keyring
import Model
import TestKit
import Testing

@testable import Servers

/// A stand-in server, a private bus with or without a keyring, and a directory that has that server as source 2.
struct ServersFixture {
  static let source = Source.ID(rawValue: 2)
  /// Nothing here is about time, and many tests run at once.
  static let keyringLimit = Duration.seconds(20)

  let server: StandInServer
  let bus: PrivateBus
  let keyring: PrivateKeyring
  let store: KeyringStore
  let http = HTTPClient(userAgent: "soul-player/test")
  let reporter = ReportLog()
  let directory: ServerDirectory
  let events: EventReader

  init(_ dialect: StandInServer.Dialect = .soul, hasKeyring: Bool = false) async throws {
    server = try StandInServer(dialect)
    bus = try await PrivateBus()
    keyring = try PrivateKeyring(on: bus)
    if hasKeyring { try await keyring.startUnlocked() }
    store = KeyringStore(busAddress: bus.address, answerLimit: Self.keyringLimit)
    directory = ServerDirectory(http: http, keyring: store)
    directory.report(to: reporter)
    events = EventReader(directory.events)
    await directory.update(try account())
  }

  func account(isSignedOut: Bool = false) throws -> ServerAccount {
    ServerAccount(
      id: Self.source, url: try ServerURL(server.url), username: StandInServer.username, kind: .soul,
      isSignedOut: isSignedOut)
  }

  /// The same library and keyring after a start of the player.
  func restarted(isSignedOut: Bool = false) async throws -> ServerDirectory {
    let directory = ServerDirectory(
      http: http, keyring: KeyringStore(busAddress: bus.address, answerLimit: Self.keyringLimit))
    await directory.update(try account(isSignedOut: isSignedOut))
    return directory
  }

  /// Unlocks the keyring, and tells it as the daemon does.
  func unlock() async throws {
    try keyring.unlock()
    await store.noteServiceChange()
  }

  @discardableResult
  func signIn() async throws -> Source.Kind {
    try await directory.beginSignIn(to: Self.source).signIn(
      password: Secret(StandInServer.password), mayPrompt: false)
  }

  /// Signs in, and waits until the keyring has the token.
  func signInAndStore() async throws {
    try await signIn()
    try await events.wait(for: .tokensStored)
  }

  func storedToken() async throws -> String? {
    try await store.secret(
      for: KeyringItem(
        source: 2, server: server.url, username: StandInServer.username, kind: .refresh), mayPrompt: false)
  }

  var client: any ServerClient {
    get async throws { try await directory.client(for: Self.source) }
  }
}
