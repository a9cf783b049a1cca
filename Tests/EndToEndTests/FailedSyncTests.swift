import Foundation
import TestKit
import Testing

/// What becomes of a sync that failed or was broken off, and what a person sees of it.
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

  @Test(
    "The sync of a sign-in that a crash breaks off goes on at the next start, though its server is not active",
    arguments: [false, true])
  func killed(isLockedAtStart: Bool) async throws {
    let home = try await KeyringHome(signsIn: false, hasFilesAtHome: true)
    home.server.change { state in
      state.tracks = (0..<3_000).map { StandInTrack(id: "\($0)", title: "Track \($0)") }
    }
    let gate = TestGate()
    home.server.intercept { [server = home.server] request in
      request.target.contains("cursor=2000") ? server.soundReply(to: request).held(by: gate) : nil
    }
    try await home.signInAndStore()
    // Nobody has asked for it but by signing in.
    _ = try await gate.arrivals.event(0)
    home.daemon.send(SIGKILL)
    _ = await home.daemon.exit()
    gate.open()
    home.server.intercept { _ in nil }

    if isLockedAtStart { try await home.keyring.lock() }
    let asked = home.server.requests.events.count
    let daemon = try await home.session.startDaemon()
    defer { daemon.send(SIGTERM) }
    if isLockedAtStart {
      // Once it knows that the server is there it looks for the token.
      _ = try await home.server.requests.event(asked)
      try await home.session.until(source: 2) { $0["online"] == .bool(true) }
      try home.keyring.unlock()
    }
    try await home.session.until(tracks: 3_000)
    try await home.session.until(source: 2) { ($0["last_sync"]?.integer ?? 0) > 0 }
    #expect(try await home.session.sourceProperty("Active", of: 2) == .bool(false))
  }

  @Test("The end of the player in the midst of a sync is no failure of that sync")
  func ended() async throws {
    let home = try await KeyringHome()
    let gate = TestGate()
    home.server.intercept { [server = home.server] request in
      request.path == "/api/sync/tracks" ? server.soundReply(to: request).held(by: gate) : nil
    }
    try await home.session.soulctl("source", "sync", "Bird", "--no-wait")
    _ = try await gate.arrivals.event(0)
    try await home.stop(home.daemon)
    gate.open()
    #expect(try await home.session.query("SELECT last_error FROM sync_queue") == "")
    #expect(try await home.session.query("SELECT last_error FROM sources WHERE id = 2") == "None")
  }

  @Test(
    "Who signs out in the midst of a sync leaves no failure; with nobody signed in there is nothing to sync")
  func signedOut() async throws {
    let home = try await KeyringHome()
    defer { home.daemon.send(SIGTERM) }
    let gate = TestGate()
    home.server.intercept { [server = home.server] request in
      request.path == "/api/sync/tracks" ? server.soundReply(to: request).held(by: gate) : nil
    }
    let sync = try ChildProcess(
      "soulctl", ["source", "sync", "Bird", "--full"], environment: home.session.environment)
    _ = try await gate.arrivals.event(0)
    try await home.session.soulctl("source", "logout", "Bird")
    gate.open()
    #expect(await sync.exit() != .status(0))
    try await home.session.until(source: 2) { $0["sync_state"]?.string == "idle" }
    #expect(try await home.session.soulctlJSON("source", "show", "2")["last_error"]?.string == "")
    #expect(try await home.session.run("soulctl", ["source", "sync"]).exit == .status(6))
    let digits = try await home.session.run("soulctl", ["source", "rename", "Bird", "1"])
    #expect(digits.exit == .status(1), "\(digits.errors)")
    #expect(try await home.session.sourceProperty("Name", of: 2) == .string("Bird"))
  }

  @Test("A sync of all servers tells of each, though one of them fails; its error is the gravest")
  func several() async throws {
    let home = try await KeyringHome()
    defer { home.daemon.send(SIGTERM) }
    var others: [StandInServer] = []
    for name in ["Attic", "Shed"] {
      let server = try StandInServer()
      try await home.session.addServer(
        name, server.url, user: StandInServer.username, password: StandInServer.password)
      others.append(server)
    }
    others[0].intercept { _ in .status(503) }
    others[1].intercept { $0.path == "/api/sync/tracks" ? .status(403) : nil }
    let text = try await home.session.run("soulctl", ["source", "sync", "--full"])
    #expect(text.exit == .status(1))
    #expect(text.output.hasPrefix("Bird: ") && text.output.split(separator: "\n").count == 1, "\(text)")
    let complaints = text.errors.split(separator: "\n")
    #expect(complaints.count == 2, "\(text)")
    #expect(complaints.first?.hasPrefix("soulctl: Attic: ") == true, "\(text)")
    #expect(complaints.last?.hasPrefix("soulctl: Shed: ") == true, "\(text)")

    let script = try await home.session.run("soulctl", ["source", "sync", "--full", "--json"])
    #expect(script.exit == .status(1))
    #expect(script.errors.isEmpty)
    let object = try JSONDecoder().decode(JSONValue.self, from: Data(script.output.utf8))
    let sources = try #require(object["sources"]?.elements)
    #expect(sources.map { $0["name"]?.string } == ["Bird", "Attic", "Shed"])
    #expect(sources.map { $0["unchanged"]?.integer } == [3, nil, nil])
    #expect(object["unchanged"]?.integer == 3)
    #expect(object["error"] == sources[2]["error"])
    #expect(object["message"]?.string?.contains("Shed: ") == true, "\(script)")

    others[1].intercept { _ in nil }
    let away = try await home.session.run("soulctl", ["source", "sync", "Attic", "--json"])
    #expect(away.exit != .status(0))
    let one = try JSONDecoder().decode(JSONValue.self, from: Data(away.output.utf8))
    #expect(one["sources"]?.elements?.map { $0["name"]?.string } == ["Attic"])
    #expect(one["message"] == one["sources"]?[0]?["message"])
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
