import Foundation
import Glibc
import HTTP
import TestKit
import Testing

/// Whose certificates are believed.
@Suite(.timeLimit(.minutes(1)))
struct TrustTests {
  private let client = HTTPClient(userAgent: "soul-test/1")
  private let folder: TemporaryFolder
  private let server: FaultyServer

  init() throws {
    folder = try TemporaryFolder()
    server = try FaultyServer { _ in .text("secret") }
  }

  private func failure(_ url: String, trust: HTTPTrust) async -> HTTPTrustFailure? {
    let error = await #expect(throws: HTTPError.self) {
      try await client.send(HTTPRequest(.get, url, trust: trust))
    }
    guard case .untrusted(let place, let failure) = error else {
      Issue.record("\(String(describing: error))")
      return nil
    }
    #expect(place == url)
    #expect(server.requests.events.isEmpty)
    return failure
  }

  @Test func aCertificateOfItsOwnIsRefused() async throws {
    let front = try await TLSFront(to: server.port, certificate: .selfSigned(in: folder))
    #expect(await failure(front.url, trust: .system) == .selfSigned)
  }

  @Test func aCertificateOfItsOwnIsTrustedWhereItIsNamed() async throws {
    let certificate = try await TestCertificate.selfSigned(in: folder)
    let front = try await TLSFront(to: server.port, certificate: certificate)
    let request = HTTPRequest(.get, front.url, trust: .authority(file: certificate.file))
    #expect(try await client.send(request).body == Array("secret".utf8))
  }

  @Test func anAuthorityOfOnesOwnIsTrustedWhereItIsNamed() async throws {
    let authority = try await TestCertificate.selfSigned(in: folder, named: "authority")
    let front = try await TLSFront(
      to: server.port, certificate: authority.signing(in: folder, named: "server"))
    #expect(await failure(front.url, trust: .system) == .unknownAuthority)
    let request = HTTPRequest(.get, front.url, trust: .authority(file: authority.file))
    #expect(try await client.send(request).body == Array("secret".utf8))
  }

  /// A connection that was trusted for one source is none for another.
  @Test func trustsAreNotMixed() async throws {
    let certificate = try await TestCertificate.selfSigned(in: folder)
    let another = try await TestCertificate.selfSigned(in: folder, named: "another")
    let front = try await TLSFront(to: server.port, certificate: certificate)
    let trusted = HTTPRequest(.get, front.url, trust: .authority(file: certificate.file))
    for trust in [HTTPTrust.system, .authority(file: another.file)] {
      _ = try await client.send(trusted)
      await #expect(throws: HTTPError.self) {
        try await client.send(HTTPRequest(.get, front.url, trust: trust))
      }
    }
    _ = try await client.send(trusted)
    // The connection of the trusted requests was kept all the while.
    #expect(server.requests.events.map(\.connection) == [0, 0, 0])
  }

  /// A file that is replaced counts from the next connection on.
  @Test func theFileIsReadForEachConnection() async throws {
    let certificate = try await TestCertificate.selfSigned(in: folder)
    let another = try await TestCertificate.selfSigned(in: folder, named: "another")
    let front = try await TLSFront(to: server.port, certificate: certificate)
    let file = try folder.path(of: "trusted.pem")
    try FileManager.default.copyItem(atPath: certificate.file, toPath: file)
    // A POST has a connection of its own.
    let request = HTTPRequest(.post, front.url, trust: .authority(file: file))
    _ = try await client.send(request)
    try folder.write(folder.bytes(of: "another.pem"), to: "trusted.pem")
    #expect(another.file != file)
    let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
    #expect(error == .untrusted(server: front.url, failure: .selfSigned))
  }

  @Test func anExpiredCertificateIsRefused() async throws {
    let authority = try await TestCertificate.selfSigned(in: folder, named: "authority")
    let front = try await TLSFront(
      to: server.port, certificate: authority.signing(in: folder, named: "old", days: -1))
    #expect(await failure(front.url, trust: .authority(file: authority.file)) == .expired)
  }

  @Test func aCertificateForAnotherNameIsRefused() async throws {
    let certificate = try await TestCertificate.selfSigned(in: folder, for: "DNS:music.example")
    let front = try await TLSFront(to: server.port, certificate: certificate)
    #expect(await failure(front.url, trust: .authority(file: certificate.file)) == .wrongHost)
  }

  @Test(arguments: [
    ("absent.pem", HTTPAuthorityDefect.absent), ("text.pem/absent.pem", .absent),
    ("empty.pem", .noCertificate), ("text.pem", .noCertificate), ("damaged.pem", .damaged),
  ])
  func aBadFileIsTold(name: String, defect: HTTPAuthorityDefect) async throws {
    try folder.write([], to: "empty.pem")
    try folder.write("no certificate".utf8, to: "text.pem")
    try folder.write("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".utf8, to: "damaged.pem")
    let front = try await TLSFront(to: server.port, certificate: .selfSigned(in: folder))
    let file = "\(folder.path)/\(name)"
    #expect(await failure(front.url, trust: .authority(file: file)) == .badAuthorityFile(file, defect))
    // All but what only the TLS library can tell is known before anybody is asked.
    #expect(HTTPAuthorityDefect.found(in: file) == (defect == .damaged ? nil : defect))
    #expect(defect.message(of: file).contains("\(file) (--ca-file)"))
  }

  @Test func aCertificateIsTakenAndItsKeyIsNot() async throws {
    let certificate = try await TestCertificate.selfSigned(in: folder)
    #expect(HTTPAuthorityDefect.found(in: certificate.file) == nil)
    #expect(HTTPAuthorityDefect.found(in: certificate.keyFile) == .noCertificate)
  }

  @Test func whatNeverEndsIsNoFile() async throws {
    let pipe = try folder.path(of: "pipe.pem")
    #expect(mkfifo(pipe, 0o600) == 0)
    try folder.write([UInt8](repeating: 0x0A, count: 1 << 20 + 1), to: "large.pem")
    let front = try await TLSFront(to: server.port, certificate: .selfSigned(in: folder))
    let large = try folder.path(of: "large.pem")
    for file in [pipe, "/dev/zero", folder.path, large] {
      let defect = file == large ? HTTPAuthorityDefect.tooLarge : .noRegularFile
      #expect(await failure(front.url, trust: .authority(file: file)) == .badAuthorityFile(file, defect))
      #expect(HTTPAuthorityDefect.found(in: file) == defect)
    }
  }

  @Test func oldTLSIsRefused() async throws {
    let certificate = try await TestCertificate.selfSigned(in: folder)
    let front = try await TLSFront(to: server.port, certificate: certificate, newestVersion: "TLSv1_1")
    guard case .other = await failure(front.url, trust: .authority(file: certificate.file)) else {
      Issue.record("TLS 1.1 was spoken, or refused for another reason")
      return
    }
  }

  @Test func aServerWithoutTLSIsTold() async throws {
    let plain = "https://127.0.0.1:\(server.port)"
    server.answer { _ in .text("x") }
    let request = HTTPRequest(.get, plain, limits: HTTPLimits(connect: .milliseconds(500)))
    await #expect(throws: HTTPError.self) { try await client.send(request) }
  }

  @Test func redirectsDoNotLeaveTLS() async throws {
    let certificate = try await TestCertificate.selfSigned(in: folder)
    let front = try await TLSFront(to: server.port, certificate: certificate)
    let url = server.url
    server.answer { _ in .redirect(302, to: url + "/plain") }
    let request = HTTPRequest(
      .get, front.url, trust: .authority(file: certificate.file), redirects: .followed)
    await #expect(
      throws: HTTPError.redirected(url: front.url + "/", to: url + "/plain", failure: .insecure)
    ) {
      try await client.send(request)
    }
    #expect(server.requests.events.count == 1)
  }
}
