import HTTP
import Keyring
import Library
import Model
import Servers
import Sync
import TestKit

/// A stand-in server that is signed in at, a library, and an engine with a clock that stands still.
struct SyncFixture {
  let folder: TemporaryFolder
  let server: StandInServer
  let library: LibraryStore
  let directory: ServerDirectory
  let connectivity: Connectivity
  let engine: SyncEngine
  let clock = ManualClock()
  let events = EventLog<SyncEvent.Change>()
  let source: Source.ID

  init(_ dialect: StandInServer.Dialect = .soul, tracks: Int = 0, signsIn: Bool = true) async throws {
    folder = try TemporaryFolder()
    server = try StandInServer(dialect)
    server.change { $0.tracks = (0..<tracks).map { StandInTrack(id: "t\($0)", title: "Title \($0)") } }
    library = try LibraryStore.open(
      at: folder.path(of: "library.db"), coversDirectory: folder.path + "/covers")
    source = try await library.addServer(
      NewServer(name: "Home", url: server.url, username: StandInServer.username))
    // No Secret Service: the token stays in memory.
    directory = ServerDirectory(
      http: HTTPClient(userAgent: "soul-player/test"),
      keyring: KeyringStore(busAddress: "unix:path=\(folder.path)/no-bus"))
    await directory.update(
      ServerAccount(
        id: source, url: try ServerURL(server.url), username: StandInServer.username,
        kind: dialect == .soul ? .soul : .soulLegacy))
    connectivity = Connectivity(library: library, servers: directory, clock: clock)
    engine = SyncEngine(
      library: library, servers: directory, connectivity: connectivity, interval: .seconds(1_800),
      clock: clock)
    let (events, stream) = (events, engine.events)
    Task {
      for await event in stream { events.append(event.change) }
    }
    if signsIn { try await signIn() }
  }

  /// Signs in, and waits until it is known that the server was reached.
  func signIn() async throws {
    let changes = library.changes()
    _ = try await directory.beginSignIn(to: source).signIn(
      password: Secret(StandInServer.password), mayPrompt: false)
    guard try await !details.source.isOnline else { return }
    for await case .sources(let sources) in changes
    where sources.contains(where: { $0.id == source && $0.source.isOnline }) { return }
  }

  var details: SourceDetails {
    get async throws {
      guard let details = try await library.sourceDetails().first(where: { $0.id == source }) else {
        throw LibraryError.notFound("source \(source)")
      }
      return details
    }
  }

  /// What was asked of the tracks' route, by the cursors; a sign-in asks for one track, to see how the server speaks.
  var cursors: [String?] {
    server.requests.events.filter { $0.path == "/api/sync/tracks" && $0.target.contains("limit=1000") }.map {
      request in
      request.target.split(separator: "?").last?.split(separator: "&")
        .first { $0.hasPrefix("cursor=") }.map { String($0.dropFirst(7)) }
    }
  }

  /// Waits until a sync has ended in this way, if none has yet.
  /// - Parameter count: so many of them.
  func wait(for change: SyncEvent.Change, count: Int = 1) async throws {
    var seen = 0
    var index = 0
    while seen < count {
      if try await events.event(index) == change { seen += 1 }
      index += 1
    }
  }
}
