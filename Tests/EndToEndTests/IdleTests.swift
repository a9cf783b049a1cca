import Foundation
import TestKit
import Testing

/// A player that does nothing costs nothing.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct IdleTests {
  @Test("Who has no server loads no library for servers")
  func noServerLibraries() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    // Foundation reads the first page of this file alone.
    let maps = try await Command.run(
      "cat", ["/proc/\(daemon.processIdentifier)/maps"], environment: session.environment)
    #expect(maps.contains("libgstreamer"))
    for library in ["libcurl", "libgio", "libsecret"] { #expect(!maps.contains(library), "\(library)") }
  }

  /// The first job on one of Dispatch's global queues starts a timer that wakes the process every second for good;
  /// the queue's thread lives on for seconds after, under a name that ends in the queue's class.
  @Test("Nothing that the daemon does touches Dispatch's global queues")
  func noGlobalQueues() async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let daemon = try await session.startDaemonWithAlbum()
    defer { daemon.send(SIGTERM) }
    let server = try StandInServer()
    server.change { $0.tracks = [StandInTrack(id: "far", title: "Far")] }
    try await session.addServer(
      "Home", server.url, user: StandInServer.username, password: StandInServer.password)
    try await session.soulctl("source", "activate", "Home")
    try await session.soulctl("source", "sync", "Home")
    try await session.soulctl("source", "remove", "Home")
    try await session.playAlbum()
    try await session.playerctl("next")
    try await session.playerctl("position", "3")
    try await session.playerctl("pause")
    _ = try await session.soulctlJSON("search", "one")
    _ = try await session.soulctlJSON("import")
    try await session.playerctl("stop")
    let threads = "/proc/\(daemon.processIdentifier)/task"
    let names = try FileManager.default.contentsOfDirectory(atPath: threads).compactMap {
      try? String(contentsOfFile: "\(threads)/\($0)/comm", encoding: .utf8).trimmingCharacters(in: .newlines)
    }
    #expect(names.contains("soul.bus"))
    #expect(names.filter { $0.hasSuffix("-qos") } == [])
  }
}
