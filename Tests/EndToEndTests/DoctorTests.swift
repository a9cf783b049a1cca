import Foundation
import TestKit
import Testing

/// `soulctl doctor`, which is needed most when the rest does not work.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct DoctorTests {
  private struct Report {
    let exit: ProcessExit
    let findings: [JSONValue]

    func finding(_ check: String) -> JSONValue? {
      findings.first { $0["check"]?.string == check }
    }
  }

  private func doctor(_ session: PlayerSession, environment: [String: String] = [:]) async throws -> Report {
    let result = try await ChildProcess.run(
      try Workspace.binary("soulctl"), ["doctor", "--json"],
      environment: session.environment.merging(environment) { $1 })
    let answer = try PlayerSession.parse(result.output, of: "soulctl doctor")
    let findings = try #require(answer["findings"]?.elements)
    // Whatever isn't well comes with what to do.
    for finding in findings where finding["state"]?.string != "ok" {
      #expect(finding["advice"]?.string?.isEmpty == false, "\(finding)")
    }
    return Report(exit: result.exit, findings: findings)
  }

  @Test("All is well in a new home, and nothing is started or made by looking")
  func newHome() async throws {
    let session = try await PlayerSession()
    // The bus lists a service that it was given while it ran once it has read its folders again.
    _ = try await session.run(
      "gdbus",
      [
        "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus",
        "--method", "org.freedesktop.DBus.ReloadConfig",
      ])
    let report = try await doctor(session)
    #expect(report.exit == .status(0))
    #expect(report.finding("configuration")?["state"]?.string == "ok")
    #expect(report.finding("library")?["advice"]?.string?.contains("soulctl import") == true)
    #expect(report.finding("sound")?["state"]?.string == "ok")
    #expect(report.finding("activation")?["state"]?.string == "ok")
    #expect(report.finding("daemon")?["message"]?.string?.contains("not running") == true)
    #expect(report.findings.filter { $0["check"]?.string == "format" }.count == 8)
    #expect(!FileManager.default.fileExists(atPath: session.libraryFile))
  }

  @Test("Where the bus can't start the daemon, no command is said to")
  func noActivation() async throws {
    let session = try await PlayerSession(canActivate: false)
    let report = try await doctor(session)
    #expect(report.finding("activation")?["state"]?.string == "warning")
    let daemon = try #require(report.finding("daemon"))
    #expect(daemon["state"]?.string == "warning")
    #expect(daemon["message"]?.string == "soulplayerd is not running, and no command can start it.")
  }

  @Test("It names what keeps the daemon from starting, without a bus too")
  func brokenHome() async throws {
    let session = try await PlayerSession(configuration: "[audio]\nsink = \"fakesink\"\nvolume = 3\n")
    let library = URL(filePath: session.libraryFile)
    try FileManager.default.createDirectory(
      at: library.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(repeating: 0x2A, count: 4_096).write(to: library)
    let report = try await doctor(
      session, environment: ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"])
    #expect(report.exit == .status(1))
    let configuration = try #require(report.finding("configuration"))
    #expect(configuration["state"]?.string == "error")
    #expect(configuration["message"]?.string?.contains("config.toml:3") == true)
    // Nothing is said of a sink that is not this person's.
    #expect(report.finding("sound")?["state"]?.string == "warning")
    #expect(report.finding("library")?["state"]?.string == "error")
    #expect(report.finding("bus")?["state"]?.string == "error")
    #expect(try Data(contentsOf: library) == Data(repeating: 0x2A, count: 4_096))
  }

  @Test("A newer library is left alone, and an empty file is none yet")
  func otherLibraries() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    daemon.send(SIGTERM)
    _ = await daemon.exit()
    let file = try FileHandle(forUpdating: URL(filePath: session.libraryFile))
    // The schema's version in the header (SQLite file format, 1.3.16).
    try file.seek(toOffset: 60)
    try file.write(contentsOf: [0, 0, 0, 99])
    var library = try #require(try await doctor(session).finding("library"))
    #expect(library["state"]?.string == "error")
    #expect(library["advice"]?.string == "Update Soul Player.")
    try file.truncate(atOffset: 0)
    try file.close()
    library = try #require(try await doctor(session).finding("library"))
    #expect(library["state"]?.string == "warning")
    #expect(library["advice"]?.string?.contains("soulctl import") == true)
  }

  @Test("A folder that is away and a sink that there is not are named")
  func folderAndSink() async throws {
    let session = try await PlayerSession(
      configuration: "[audio]\nsink = \"nosuchsink\"\n[library]\nfolders = [\"/nonexistent/music\"]\n")
    let report = try await doctor(session)
    #expect(report.exit == .status(1))
    #expect(report.finding("sound")?["state"]?.string == "error")
    let folder = try #require(report.finding("folder"))
    #expect(folder["state"]?.string == "warning")
    #expect(folder["message"]?.string?.contains("/nonexistent/music") == true)
    #expect(folder["advice"]?.string?.contains("[library] folders in \(session.configurationFile)") == true)
  }

  @Test(
    "A folder behind one that may not be entered is not said to be away, and what it says to run opens it")
  func unreachableFolder() async throws {
    let session = try await PlayerSession()
    let music = session.music + "/closed/deep/music"
    try FileManager.default.createDirectory(atPath: music, withIntermediateDirectories: true)
    try Data("[audio]\nsink = \"fakesink\"\n[library]\nfolders = [\"\(music)\"]\n".utf8)
      .write(to: URL(filePath: session.configurationFile))
    let closed = session.music + "/closed"
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: closed)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: closed) }
    // Root may enter everything, unless it gives that up.
    let launcher = geteuid() == 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : []
    let command = launcher + ["soulctl", "doctor", "--json"]
    let result = try await session.run(command[0], Array(command.dropFirst()))
    let answer = try PlayerSession.parse(result.output, of: "soulctl doctor")
    let folder = try #require(answer["findings"]?.elements?.first { $0["check"]?.string == "folder" })
    #expect(folder["state"]?.string == "error")
    #expect(folder["message"]?.string == "\(music) can't be reached: you may not enter \(closed).")
    let advice = try #require(folder["advice"]?.string)
    #expect(advice == "Run: chmod u+x '\(closed)'")
    _ = try await session.output("sh", ["-c", String(advice.dropFirst(5))])
    let opened = try await session.run(command[0], Array(command.dropFirst()))
    #expect(opened.output.contains("\(music) can be read."), "\(opened.output)")
  }

  @Test("What it says to run about a folder that went away takes it out")
  func advisedRemoval() async throws {
    let session = try await PlayerSession()
    let music = session.home + "/Ada's $HOME"
    try FileManager.default.createDirectory(atPath: music, withIntermediateDirectories: false)
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("import", music)
    try FileManager.default.removeItem(atPath: music)
    let advice = try #require(try await doctor(session).finding("folder")?["advice"]?.string)
    let command = try #require(advice.split(separator: "run: ").last).description
    let removal = try await session.run("sh", ["-c", command])
    #expect(removal.exit == .status(0), "\(command): \(removal.errors)")
    #expect(try await doctor(session).finding("folder") == nil)
  }

  @Test("A folder below ~ is looked for in the home of the environment")
  func folderOfHome() async throws {
    let session = try await PlayerSession(
      configuration: "[audio]\nsink = \"fakesink\"\n[library]\nfolders = [\"~/Music\"]\n")
    let folder = try #require(try await doctor(session).finding("folder"))
    #expect(folder["state"]?.string == "ok")
    #expect(folder["message"]?.string?.hasPrefix(session.music + " ") == true)
  }

  @Test("A library that can't be loaded costs the tokens alone, and is named with its package")
  func libsecretMissing() async throws {
    let session = try await PlayerSession()
    let folder = try TemporaryFolder()
    // What the loader finds first under this name is no library.
    try folder.write("none".utf8, to: "libsecret-1.so.0")
    let report = try await doctor(session, environment: ["LD_LIBRARY_PATH": folder.path])
    #expect(report.exit == .status(0))
    let tokens = try #require(report.finding("tokens"))
    #expect(tokens["state"]?.string == "warning")
    #expect(tokens["message"]?.string?.contains("libsecret-1.so.0") == true)
    #expect(tokens["advice"]?.string?.contains("libsecret-1-0") == true)
  }

  @Test("A server is online, signed out or offline, and the keyring open, locked or away")
  func servers() async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    #expect(try await doctor(session).finding("server") == nil)
    let server = try StandInServer()
    try await session.addServer(
      "Home", server.url, user: StandInServer.username, password: StandInServer.password)
    try await session.soulctl("source", "sync", "Home")
    var report = try await doctor(session)
    #expect(report.exit == .status(0))
    #expect(report.finding("keyring")?["state"]?.string == "ok")
    #expect(report.finding("server")?["state"]?.string == "ok")
    #expect(report.finding("server")?["message"]?.string?.hasPrefix("Home (\(server.url)) is online") == true)

    try await keyring.lock()
    #expect(try await doctor(session).finding("keyring")?["message"]?.string?.contains("locked") == true)
    await keyring.kill()
    #expect(try await doctor(session).finding("keyring")?["message"]?.string?.contains("No keyring") == true)

    server.intercept { _ in ScriptedReply([.reset]) }
    _ = try await session.run("soulctl", ["source", "check", "Home"])
    report = try await doctor(session)
    #expect(report.finding("server")?["state"]?.string == "warning")
    #expect(report.finding("server")?["message"]?.string?.contains("is offline") == true)
    try await session.soulctl("source", "logout", "Home")
    report = try await doctor(session)
    #expect(report.finding("server")?["advice"]?.string == "Run: soulctl source login 2")
    #expect(report.exit == .status(0))
  }
}
