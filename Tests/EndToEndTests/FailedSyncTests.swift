import Foundation
import TestKit
import Testing

/// What a person sees of a sync that failed.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct FailedSyncTests {
  @Test("What a server refuses for good stays visible, over a restart too, and is not asked for again")
  func refused() async throws {
    let home = try await KeyringHome()
    home.server.intercept { $0.path == "/api/sync/tracks" ? .status(403) : nil }
    #expect(try await home.sync().exit == .status(1))
    try await expectShown(home)
    let asked = home.server.count("/api/sync/tracks")
    try await home.stop(home.daemon)
    let daemon = try await home.session.startDaemon()
    defer { daemon.send(SIGTERM) }
    // Whether it is there has been asked by now: what else there is to ask at a start would have been.
    try await home.session.until(source: 2) { $0["online"] == .bool(true) }
    try await expectShown(home)
    #expect(home.server.count("/api/sync/tracks") == asked)
    #expect(try await home.session.query("SELECT retry_count, failed_at > 0 FROM sync_queue") == "1 1")

    home.server.intercept { _ in nil }
    #expect(try await home.sync().exit == .status(0))
    #expect(try await home.session.soulctlJSON("source", "show", "2")["sync_state"]?.string == "idle")
    #expect(try await home.session.soulctlJSON("source", "show", "2")["last_error"]?.string == "")
  }

  private func expectShown(_ home: KeyringHome) async throws {
    let reason = "does not allow /api/sync/tracks to this user"
    let source = try await home.session.soulctlJSON("source", "show", "2")
    #expect(source["sync_state"]?.string == "failed")
    #expect(source["last_error"]?.string?.contains(reason) == true)
    let screen = try await home.session.soulctl("sources")
    #expect(screen.contains("failed") && screen.contains(reason), "\(screen)")
    let doctor = try await home.session.run("soulctl", ["doctor"])
    #expect(
      doctor.output.contains("could not be synced") && doctor.output.contains(reason), "\(doctor.output)")
  }
}
