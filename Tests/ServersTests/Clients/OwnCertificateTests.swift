import HTTP
import Keyring
import Model
import TestKit
import Testing

@testable import Servers

/// A home server whose certificate signs itself.
@Suite(.timeLimit(.minutes(1))) struct OwnCertificateTests {
  @Test func `Only whoever is given its certificate talks to it, all the way`() async throws {
    let folder = try TemporaryFolder()
    let server = try StandInServer()
    server.change { $0.content = noise(300_000) }
    let certificate = try await TestCertificate.selfSigned(in: folder)
    let front = try await TLSFront(to: server.server.port, certificate: certificate)
    let directory = ServerDirectory(
      http: HTTPClient(userAgent: "soul-player/test"),
      keyring: KeyringStore(busAddress: "unix:path=\(folder.path)/no-bus"))
    let url = try ServerURL(front.url)

    await #expect(
      throws: ServerError.unreachable(
        server: url.origin, .untrusted(server: url.origin, failure: .selfSigned))
    ) {
      try await directory.checkConnection(to: url, caFile: nil)
    }
    #expect(server.requests.events.isEmpty)

    try await directory.checkConnection(to: url, caFile: certificate.file)
    let account = ServerAccount(
      id: Source.ID(rawValue: 2), url: url, username: StandInServer.username, kind: .soul,
      caFile: certificate.file)
    await directory.update(account)
    _ = try await directory.beginSignIn(to: account.id).signIn(
      password: Secret(StandInServer.password), mayPrompt: false)
    #expect(try await directory.stream(of: "t1", from: account.id).all() == noise(300_000))

    // The trust belongs to the account: without it the same server is a stranger again.
    await directory.update(ServerAccount(id: account.id, url: url, username: account.username, kind: .soul))
    await #expect(throws: ServerError.self) {
      try await directory.beginSignIn(to: account.id).signIn(
        password: Secret(StandInServer.password), mayPrompt: false)
    }
  }
}
