import Foundation
import TestKit
import Testing

/// What `soulctl doctor` says of a server's token: where it is, and what brings it there.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct DoctorTokenTests {
  private struct Line: Equatable {
    let state: String
    let message: String
    let advice: String
  }

  /// All that the doctor says of the one server.
  private func lines(
    _ session: PlayerSession, environment: [String: String] = [:]
  ) async throws -> [Line] {
    let result = try await ChildProcess.run(
      try Workspace.binary("soulctl"), ["doctor", "--json"],
      environment: session.environment.merging(environment) { $1 })
    let findings = try PlayerSession.parse(result.output, of: "soulctl doctor")["findings"]?.elements ?? []
    return findings.filter { $0["check"]?.string == "server" }.map { finding in
      Line(
        state: finding["state"]?.string ?? "", message: finding["message"]?.string ?? "",
        advice: finding["advice"]?.string ?? "")
    }
  }

  private func line(_ session: PlayerSession, environment: [String: String] = [:]) async throws -> Line {
    let lines = try await lines(session, environment: environment)
    #expect(lines.count == 1, "\(lines)")
    return try #require(lines.first)
  }

  private func tokenState(_ session: PlayerSession) async throws -> String? {
    try await session.sourceProperty("TokenState", of: 2).string
  }

  @Test("In the keyring, in memory beside a locked one, not readable, and readable again")
  func locked() async throws {
    let home = try await KeyringHome()
    let session = home.session
    let place = "Bird (\(home.server.url))"
    #expect(try await line(session).state == "ok")
    #expect(try await tokenState(session) == "stored")

    // What was read before is held: nothing is wrong with this server.
    try await home.keyring.lock()
    #expect(try await line(session).state == "ok")
    try await home.stop(home.daemon)
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    #expect(try await tokenState(session) == "unread")
    let waiting = Line(
      state: "warning", message: "\(place) waits for its token: the keyring is locked.",
      advice: "Unlock it with your desktop's keyring program, or log out and in again.")
    #expect(try await line(session) == waiting)
    // A sync that failed for it changes nothing of that.
    #expect(try await home.sync().exit == .status(6))
    #expect(try await line(session) == waiting)

    #expect(try await home.logIn().exit == .status(0))
    try await home.until(lastError: "for this session only")
    #expect(try await tokenState(session) == "session")
    let passing = try await line(session)
    #expect(passing.state == "warning")
    #expect(
      passing.message == "You are signed in at \(place) for this session only: the keyring is locked.")
    #expect(passing.advice.hasPrefix("Unlock it"))

    try home.keyring.unlock()
    try await session.soulctl("source", "check", "Bird")
    try await home.until(lastError: "")
    #expect(try await line(session).state == "ok")
    #expect(try await tokenState(session) == "stored")
    try await session.soulctl("source", "logout", "Bird")
    #expect(try await line(session).advice == "Run: soulctl source login 2")
    #expect(try await tokenState(session) == "none")
  }

  @Test("Without a keyring it says what to install, for a token in memory and for one that is out of reach")
  func absent() async throws {
    let home = try await KeyringHome(signsIn: false)
    let session = home.session
    let place = "Bird (\(home.server.url))"
    await home.keyring.kill()
    #expect(try await line(session).message == "Nobody is signed in at \(place).")
    #expect(try await home.logIn().exit == .status(0))
    try await home.until(lastError: "no keyring")
    let passing = try await line(session)
    #expect(
      passing.message
        == "You are signed in at \(place) for this session only: no keyring runs in this session.")
    #expect(passing.advice.contains("gnome-keyring"))
    // An offline server is said to be offline beside it.
    home.server.intercept { _ in ScriptedReply([.reset]) }
    _ = try await session.run("soulctl", ["source", "check", "Bird"])
    let both = try await lines(session)
    #expect(both.map(\.message) == [passing.message, "\(place) is offline."])
    home.server.intercept { _ in nil }
    try await session.soulctl("source", "check", "Bird")

    try await home.stop(home.daemon)
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let waiting = try await line(session)
    #expect(waiting.message == "\(place) waits for its token: no keyring runs in this session.")
    #expect(waiting.advice.contains("gnome-keyring"))
    #expect(waiting.advice.hasSuffix("for this session only, run: soulctl source login 2"))

    // Without its library the daemon asks no keyring that runs, either.
    let folder = try TemporaryFolder()
    try folder.write("none".utf8, to: "libsecret-1.so.0")
    let unusable = try await line(session, environment: ["LD_LIBRARY_PATH": folder.path])
    #expect(unusable.message.hasSuffix("no keyring can be asked without libsecret."))
    #expect(unusable.advice.contains("libsecret-1-0"))
  }
}
