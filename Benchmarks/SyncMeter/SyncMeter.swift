import Foundation
import HTTP
import Keyring
import Library
import Model
import Servers
import Sync

/// Syncs a library with a server once, through the project's own engine, and tells how long that took.
///
///     bench-sync FILE URL USER PASSWORD
///
/// It prints the seconds of the sync, the tracks that it wrote or took out, and the peak of resident memory in MB. The
/// test that kills syncs kills this program.
@main
enum SyncMeter {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5 else {
      FileHandle.standardError.write(Data("usage: bench-sync FILE URL USER PASSWORD\n".utf8))
      exit(2)
    }
    let library = try LibraryStore.open(at: arguments[1], coversDirectory: arguments[1] + ".covers")
    let (url, username, password) = (arguments[2], arguments[3], arguments[4])
    let source = try await source(at: url, username, in: library)
    let servers = ServerDirectory(
      http: HTTPClient(userAgent: "soul-player/bench"),
      keyring: KeyringStore(busAddress: "unix:path=/nowhere"))
    await servers.update(
      ServerAccount(id: source, url: try ServerURL(url), username: username, kind: .soul))
    _ = try await servers.beginSignIn(to: source).signIn(password: Secret(password), mayPrompt: false)
    let engine = SyncEngine(
      library: library, servers: servers, connectivity: Connectivity(library: library, servers: servers),
      interval: .seconds(1_800))

    let begin = ContinuousClock.now
    let tracks = try await engine.sync(source).tracks
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    print(seconds, tracks.added + tracks.updated + tracks.deleted, try peakMemory())
    await engine.stop()
    try library.close()
  }

  private static func source(at url: String, _ username: String, in library: LibraryStore) async throws
    -> Source.ID
  {
    if let known = try await library.sources().last, known.kind != .local { return known.id }
    return try await library.addServer(NewServer(name: "Bench", url: url, username: username))
  }

  /// MB.
  private static func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.split(separator: " ").dropLast().last ?? "") }
      .map { $0 * 1_024 / 1_000_000 } ?? 0
  }
}
