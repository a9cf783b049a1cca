import HTTP
import Keyring
import Model
import TestKit
import Testing

@testable import Servers

/// The player's side against the project's own server.
@Suite(.serialized, .timeLimit(.minutes(2))) struct RealServerTests {
  private let source = Source.ID(rawValue: 2)
  private let folder: TemporaryFolder
  private let directory: ServerDirectory

  init() throws {
    folder = try TemporaryFolder()
    directory = ServerDirectory(
      http: HTTPClient(userAgent: "soul-player/test"),
      keyring: KeyringStore(busAddress: "unix:path=\(folder.path)/no-bus"))
  }

  @discardableResult
  private func signIn(at url: String, password: String = RealServer.password) async throws -> any ServerClient
  {
    let url = try ServerURL(url)
    try await directory.checkConnection(to: url, caFile: nil)
    await directory.update(ServerAccount(id: source, url: url, username: "alice", kind: .soulLegacy))
    #expect(
      try await directory.beginSignIn(to: source).signIn(password: Secret(password), mayPrompt: false)
        == .soul)
    return try await directory.client(for: source)
  }

  @Test func `What it has arrives, though a token is good for a second`() async throws {
    let server = try await RealServer(tokenLifetime: 1)
    await #expect(throws: ServerError.signInRefused(server: server.url)) {
      try await signIn(at: server.url, password: "wrong")
    }
    let client = try await signIn(at: server.url)

    let page = try await client.tracks(after: nil)

    #expect(Set(page.tracks.map(\.tags.title)) == ["Long", "Short"])
    #expect(!page.hasMore)
    let long = try #require(page.tracks.first { $0.tags.title == "Long" })
    #expect(long.tags.artists == ["Singer"] && long.tags.album == "Album" && long.tags.trackNumber == 3)
    #expect(long.format == .flac && long.fileSize == Int64(server.content.count))
    #expect(long.tags.duration.map { (59...61).contains($0.seconds) } == true)
    let changes = try await client.tracks(after: page.nextCursor)
    #expect(changes.tracks.isEmpty && changes.deleted.isEmpty && !changes.hasMore)
    await #expect(throws: ServerError.cursorExpired(server: server.url)) {
      try await client.tracks(after: "rubbish")
    }
    #expect(try await client.playlists().isEmpty)
    await #expect(throws: ServerError.self) { try await client.playlist("999") }
    #expect(try await client.cover(of: long.id) == nil)
    for id in ["999", "../../etc/passwd", "a\nb"] {
      await #expect(throws: ServerError.self) { try await client.stream(of: id).read(at: 0, max: 1) }
    }
  }

  @Test func `Its files arrive over a line that breaks, until it dies`() async throws {
    let server = try await RealServer()
    let proxy = try FaultyProxy(to: server.port)
    let client = try await signIn(at: proxy.url)
    let id = try #require(try await client.tracks(after: nil).tracks.first { $0.tags.title == "Long" }?.id)
    let file = directory.stream(of: id, from: source)
    #expect(try await file.length() == Int64(server.content.count))

    var received: [UInt8] = []
    for part in 1...4 {
      proxy.cut(after: 60_000, isAbrupt: part.isMultiple(of: 2))
      while received.count < part * 100_000, received.count < server.content.count {
        received += try await file.read(at: Int64(received.count), max: 20_000)
      }
    }
    received += try await file.all(from: Int64(received.count))
    #expect(received == server.content)
    let middle = server.content.count / 2
    #expect(try await file.all(from: Int64(middle)) == Array(server.content[middle...]))

    await server.kill()
    let error = await #expect(throws: ServerError.self) {
      try await client.stream(of: id).read(at: 0, max: 10)
    }
    guard case .unreachable? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
