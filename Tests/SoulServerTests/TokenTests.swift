import Crypto
import Foundation
import TestKit
import Testing

@testable import soul_server

@Suite("Tokens", .timeLimit(.minutes(3)))
struct TokenTests {
  private static let signer = TokenSigner(key: SymmetricKey(size: .bits256))
  private static let claims = TokenClaims(
    kind: .access, user: "anna", epoch: 1, issuedAt: 100, expiresAt: 200)

  @Test("A token says what was put into it, until it expires")
  func roundTrip() {
    let token = Self.signer.token(Self.claims)
    #expect(Self.signer.claims(of: token, kind: .access, now: 199) == Self.claims)
    #expect(Self.signer.claims(of: token, kind: .access, now: 200) == nil)
    #expect(Self.signer.claims(of: token, kind: .refresh, now: 100) == nil)
    #expect(Self.signer.token(Self.claims) != token)
  }

  @Test("Its claims are those of the protocol")
  func claims() throws {
    let parts = Self.signer.token(Self.claims).split(separator: ".")
    let payload = try #require(Base64URL.decoded(parts[1]))
    guard case .object(let object) = try JSONReader.value(payload) else {
      throw TestKitError.noSuchProgram("")
    }
    #expect(object["sub"] == .string("anna"))
    #expect(object["iat"] == .integer(100))
    #expect(object["exp"] == .integer(200))
    #expect(object["token_type"] == .string("access"))
  }

  @Test("Whatever was not signed so is none of ours")
  func forgeries() throws {
    let token = Self.signer.token(Self.claims)
    let parts = token.split(separator: ".").map(String.init)
    let none = Base64URL.encoded(#"{"alg":"none","typ":"JWT"}"#.utf8)
    let other = TokenSigner(key: SymmetricKey(size: .bits256)).token(Self.claims)
    var payload = try #require(Base64URL.decoded(parts[1]))
    payload[10] ^= 1
    let forged = [
      "", ".", "..", "...", token + ".", token + "=", " " + token, parts[0] + "." + parts[1] + ".",
      "\(none).\(parts[1]).", "\(none).\(parts[1]).\(parts[2])",
      "\(parts[0]).\(Base64URL.encoded(payload)).\(parts[2])",
      other, String(token.dropLast()), token.replacing(".", with: ".."),
      String(repeating: "a", count: 100_000),
    ]
    for token in forged {
      #expect(Self.signer.claims(of: token, kind: .access, now: 150) == nil, "\(token.prefix(80))")
    }
  }

  @Test("One kind of token is not taken for the other")
  func kinds() async throws {
    let music = try await MusicFolder(tracks: 0)
    let server = try await MusicServer(music: music.path)
    var client = WebClient(server)
    let tokens = try await client.signIn().object
    let access = try #require(tokens.string("access_token"))
    let refresh = try #require(tokens.string("refresh_token"))
    #expect(tokens.string("token_type") == "Bearer")
    #expect(tokens.number("expires_in") == 900)
    client.token = refresh
    #expect(try await client.get("/api/tracks").status == 401)
    #expect(try await Self.refresh(access, client).status == 401)
    client.token = access
    #expect(try await client.get("/api/tracks").status == 200)
  }

  @Test(
    "A refresh token is renewed; the last one is good until its successor was used, an older one ends the session"
  )
  func rotation() async throws {
    let music = try await MusicFolder(tracks: 0)
    let client = WebClient(try await MusicServer(music: music.path))
    let first = try #require(try await client.signIn().object.string("refresh_token"))
    let second = try #require(try await Self.refresh(first, client).object.string("refresh_token"))
    // The answer was lost: the client asks again.
    let third = try #require(try await Self.refresh(first, client).object.string("refresh_token"))
    let fourth = try #require(try await Self.refresh(third, client).object.string("refresh_token"))
    let stolen = try await Self.refresh(second, client)
    #expect(stolen.status == 401)
    #expect(stolen.error == "invalid_token")
    #expect(try await Self.refresh(fourth, client).status == 401)
    #expect(try await client.signIn().status == 200)
  }

  @Test("Tokens outlive a restart, and end with a new key or a new password")
  func restarts() async throws {
    let music = try await MusicFolder(tracks: 0)
    let data = try TemporaryFolder()
    let server = try await MusicServer(music: music.path, data: data.path)
    let tokens = try await WebClient(server).signIn().object
    let refresh = try #require(tokens.string("refresh_token"))
    await server.kill()
    let again = try await MusicServer(music: music.path, data: data.path)
    var client = WebClient(again)
    client.token = tokens.string("access_token")
    #expect(try await client.get("/api/tracks").status == 200)
    await again.kill()
    let rotated = try await MusicServer(music: music.path, data: data.path, options: ["--rotate-key"])
    client = WebClient(rotated)
    client.token = tokens.string("access_token")
    #expect(try await client.get("/api/tracks").status == 401)
    #expect(try await Self.refresh(refresh, client).status == 401)
    client.token = try await client.signIn().object.string("access_token")
    await rotated.kill()
    let reset = try await MusicServer(music: music.path, data: data.path, options: ["--set-password"])
    var last = WebClient(reset)
    last.token = client.token
    // The same password again is no other one.
    #expect(try await last.get("/api/tracks").status == 200)
  }

  @Test("Neither passwords nor tokens are in what the server keeps, logs, or was started with")
  func leaks() async throws {
    let music = try await MusicFolder(tracks: 1)
    let data = try TemporaryFolder()
    let server = try await MusicServer(music: music.path, data: data.path, options: ["--verbose"])
    var client = WebClient(server)
    let tokens = try await client.signIn().object
    let refresh = try #require(tokens.string("refresh_token"))
    let access = try #require(tokens.string("access_token"))
    let renewed = try await Self.refresh(refresh, client).object
    #expect(try await client.signIn(password: "another canary").status == 401)
    client.token = access
    #expect(try await client.get("/api/sync/tracks?limit=10").status == 200)
    #expect(try await Self.refresh("canary.canary.canary", client).status == 401)
    // A token is what its signature makes it.
    let signatures = [access, refresh, try #require(renewed.string("refresh_token"))]
      .compactMap { $0.split(separator: ".").last.map(String.init) }
    let secrets = [MusicServer.password, "canary"] + signatures
    #expect(secrets.count == 5)
    for secret in secrets {
      #expect(SecretForms(secret).found(inProcess: server.process.processIdentifier).isEmpty, "\(secret)")
    }
    _ = await server.stop()
    let said = await server.process.output.text() + server.process.errors.text()
    for secret in secrets {
      #expect(SecretForms(secret).found(in: Data(said.utf8)).isEmpty, "\(secret)")
      #expect(SecretForms(secret).found(inFilesOf: data.path).isEmpty, "\(secret)")
    }
    #expect(FileManager.default.enumerator(atPath: data.path)?.allObjects.isEmpty == false)
  }

  @Test("An access token ends when it says so")
  func expiry() async throws {
    let music = try await MusicFolder(tracks: 0)
    let server = try await MusicServer(music: music.path, options: ["--token-lifetime", "1"])
    let tokens = try await WebClient(server).signIn().object
    #expect(tokens.number("expires_in") == 1)
    let payload = try #require(tokens.string("access_token")?.split(separator: ".")[1])
    guard case .object(let claims) = try JSONReader.value(Base64URL.decoded(payload) ?? []) else {
      Issue.record("The payload is no object")
      return
    }
    #expect((claims["exp"]?.number ?? 0) - (claims["iat"]?.number ?? 0) == 1)
  }

  private static func refresh(_ token: String, _ client: WebClient) async throws -> WebAnswer {
    try await client.send("POST", "/api/auth/refresh", json: #"{"refresh_token":"\#(token)"}"#)
  }
}
