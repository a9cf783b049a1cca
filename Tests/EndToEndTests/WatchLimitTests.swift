import Foundation
import TestKit
import Testing

/// Where the system watches no more, or could not keep up: nothing is lost, and a person is told.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct WatchLimitTests {
  /// A namespace of the program's own, in which the system grants no more than this.
  private static func limit(_ setting: String, _ value: Int) -> [String] {
    [
      "unshare", "--user", "--map-current-user", "--keep-caps", "sh", "-c",
      #"echo "$0" >/proc/sys/user/max_inotify_\#(setting) && exec "$@""#, "\(value)",
    ]
  }

  private static var canLimit: Bool {
    get async {
      let command = limit("watches", 9) + ["true"]
      let result = try? await ChildProcess.run(
        command[0], Array(command.dropFirst()), environment: ["PATH": "/usr/bin:/bin"])
      return result?.exit == .status(0)
    }
  }

  private func titles(_ session: PlayerSession) async throws -> Set<String> {
    let tracks = try await session.soulctlJSON("tracks")["tracks"]?.elements ?? []
    return Set(tracks.compactMap { $0["title"]?.string })
  }

  private func tone(_ title: String, in folder: String, of session: PlayerSession) async throws {
    let path = "\(session.music)/\(folder)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try await ToneFile.make(at: "\(path)/\(title).flac", seconds: 0.5, tags: ["title": title])
  }

  private func watchFinding(_ session: PlayerSession, under launcher: [String]) async throws -> JSONValue {
    let command = launcher + ["soulctl", "doctor", "--json"]
    let result = try await session.run(command[0], Array(command.dropFirst()))
    let findings = try PlayerSession.parse(result.output, of: "soulctl doctor")["findings"]?.elements
    return try #require(findings?.first { $0["check"]?.string == "watch" })
  }

  @Test(
    "When watches run out all is imported, doctor says so, and a start finds what changed since",
    .enabled("a namespace of one's own is not granted") { await canLimit })
  func noMoreWatches() async throws {
    let session = try await PlayerSession(canActivate: false)
    for folder in ["a", "b", "c", "d"] { try await tone(folder, in: folder, of: session) }
    let launcher = Self.limit("watches", 3)
    let daemon = try await session.startDaemon(by: launcher)
    try await session.soulctl("import", session.music)
    #expect(await daemon.errors.line { $0.contains("watches no more folders") } != nil)
    #expect(try await titles(session) == ["a", "b", "c", "d"])
    let finding = try await watchFinding(session, under: launcher)
    #expect(finding["state"]?.string == "warning")
    #expect(finding["message"]?.string?.contains("watches 3 folders and the library has 5") == true)
    #expect(finding["advice"]?.string == "Run: sudo sysctl user.max_inotify_watches=10")
    #expect(try await watchFinding(session, under: [])["state"]?.string == "ok")

    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
    for folder in ["a", "b", "c", "d"] { try await tone(folder + "2", in: folder, of: session) }
    let next = try await session.startDaemon(by: launcher)
    defer { next.send(SIGTERM) }
    let monitor = try await session.monitor("org.soulplayer")
    defer { monitor.send(SIGKILL) }
    while try await titles(session).count < 8 {
      #expect(await monitor.output.line { $0.contains("Library.LibraryChanged") } != nil)
    }
  }

  @Test(
    "Where nothing can be watched at all, doctor says so",
    .enabled("a namespace of one's own is not granted") { await canLimit })
  func noInstances() async throws {
    let session = try await PlayerSession(
      configuration: "[audio]\nsink = \"fakesink\"\n[library]\nfolders = [\"/\(UUID())\"]\n",
      canActivate: false)
    let finding = try await watchFinding(session, under: Self.limit("instances", 0))
    #expect(finding["state"]?.string == "warning")
    #expect(finding["advice"]?.string?.contains("fs.inotify.max_user_instances") == true)
  }

  @Test("When more happens than the system notes down, the folders are scanned")
  func overflow() async throws {
    let session = try await PlayerSession(canActivate: false)
    let daemon = try await session.startDaemonWithAlbum(of: 1, seconds: 1)
    defer { daemon.send(SIGTERM) }
    let monitor = try await session.monitor("org.soulplayer")
    defer { monitor.send(SIGKILL) }
    let limit = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
    let events = try #require(Int(limit.trimmingCharacters(in: .whitespacesAndNewlines)))

    daemon.send(SIGSTOP)
    // Of no interest by themselves, and two in turn, for the same event twice is noted down once.
    for number in 0...events + 10 {
      let file = open("\(session.music)/\(number % 2).txt", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
      try #require(file >= 0)
      close(file)
    }
    try await tone("Unnoticed", in: "new", of: session)
    daemon.send(SIGCONT)
    while try await !titles(session).contains("Unnoticed") {
      #expect(await monitor.output.line { $0.contains("Library.LibraryChanged") } != nil)
    }
  }
}
