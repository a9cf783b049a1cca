import Bus
import Contract
import Foundation
import TestKit
import Testing

@testable import soulctl

/// `source …` and `sources`, before a stand-in for the daemon.
@Suite(.timeLimit(.minutes(2))) struct SourceTests {
  private static let home = ObjectPath(stringLiteral: ObjectPaths.source(2))

  private func daemon(
    _ prepare: @Sendable (inout ScriptedDaemon.State) -> Void = { _ in }
  ) async throws -> StandInDaemon {
    try await StandInDaemon { state in
      state.sources = [
        ScriptedDaemon.local,
        ScriptedDaemon.source(name: "Home", kind: "soul", url: "https://music.example.org", active: true),
        ScriptedDaemon.source(
          name: "3", kind: "soul-legacy", url: "http://10.0.0.3:8080", online: false,
          error: "It is away.\u{1B}[2J"),
      ]
      prepare(&state)
    }
  }

  private func json(_ result: CommandResult) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(object as? [String: Any])
  }

  /// Starts a command, ends its operation, and waits for it.
  private func carryOut(
    _ daemon: StandInDaemon, _ member: String, _ arguments: [String], result: VariantMap = [:],
    input: String = ""
  ) async throws -> (call: ScriptedDaemon.RecordedCall, result: CommandResult) {
    async let run = ChildProcess.run(
      SoulctlProgram.path, arguments, environment: daemon.environment, input: input)
    let call = try #require(await daemon.call(member))
    await daemon.script.end("succeeded", result: result)
    return (call, try await run)
  }

  @Test func `the screen has name, address, state, last sync and counts`() async throws {
    let daemon = try await daemon()
    let text = try await daemon.soulctl("sources")
    let lines = text.output.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[1].contains("Local Files") && lines[1].contains("this device") && lines[1].hasSuffix("12"))
    #expect(lines[2].contains("https://music.example.org") && lines[2].contains("Active, Online"))
    #expect(lines[2].contains("never"))
    #expect(lines[3].contains("Offline"))
    #expect(lines[4] == "3: It is away.␛[2J")
    let script = try json(try await daemon.soulctl("source", "list", "--json"))
    let sources = try #require(script["sources"] as? [[String: Any]])
    #expect(sources.map { $0["name"] as? String } == ["Local Files", "Home", "3"])
    #expect(sources[1]["signed_in"] as? Bool == true)
    #expect(script["total"] as? Int == 3)
  }

  @Test func `a source is named by its name, in any case, or by its number`() async throws {
    let daemon = try await daemon()
    for name in ["Home", "home", "2"] {
      let shown = try json(try await daemon.soulctl("source", "show", name, "--json"))
      #expect(shown["id"] as? Int == 2, "\(name)")
    }
    // A name goes before a number.
    #expect(
      try json(try await daemon.soulctl("source", "show", "3", "--json"))["kind"] as? String == "soul-legacy")
    let unknown = try await daemon.soulctl("source", "show", "Attic")
    #expect(unknown.exit == .status(4))
    #expect(unknown.errors.contains("“Home”"))
  }

  @Test func `add hands over what it was given, with an absolute path`() async throws {
    let daemon = try await daemon()
    let (call, result) = try await carryOut(
      daemon, "AddServer",
      [
        "source", "add", "Work", "http://music.example", "--username", "ann", "--insecure", "--ca-file",
        "/a/../ca.pem",
      ],
      result: ["source": .objectPath("/org/soulplayer/sources/4")])
    #expect(
      call.arguments == [
        "Work".busValue, "http://music.example".busValue, "ann".busValue,
        ["insecure": true.busValue, "ca_file": "/ca.pem".busValue].busValue,
      ])
    #expect(result.exit == .status(0))
    #expect(result.output.contains("soulctl source login 4"))
  }

  @Test func `the password goes through a pipe, and is no argument`() async throws {
    let daemon = try await daemon()
    let (call, result) = try await carryOut(
      daemon, "SignIn", ["source", "login", "Home", "--password-stdin"], input: "open sesame\n")
    #expect(call.arguments == [Self.home.busValue, "open sesame\n".busValue])
    #expect(result.exit == .status(0))
    #expect(result.output == "Signed in.\n")
  }

  @Test func `a person is asked on the terminal, which shows nothing of what is typed`() async throws {
    let daemon = try await daemon()
    // A terminal of its own: what is typed once it asks, then all that it has shown.
    let person = """
      import os, pty, sys
      child, terminal = pty.fork()
      if child == 0: os.execv(sys.argv[1], sys.argv[1:])
      shown = b""
      while b": " not in shown: shown += os.read(terminal, 1024)
      os.write(terminal, b"open sesame\\n")
      try:
        while part := os.read(terminal, 1024): shown += part
      except OSError: pass
      sys.stdout.buffer.write(shown)
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """
    async let run = ChildProcess.run(
      "/usr/bin/python3", ["-c", person, SoulctlProgram.path, "source", "login", "Home"],
      environment: daemon.environment)
    let call = try #require(await daemon.call("SignIn"))
    await daemon.script.end("succeeded")
    let result = try await run
    #expect(call.arguments == [Self.home.busValue, "open sesame".busValue])
    #expect(result.exit == .status(0))
    #expect(result.output.hasPrefix("Password of ann on Home: "))
    #expect(result.output.contains("Signed in."))
    #expect(!result.output.contains("sesame"))
  }

  @Test
  func `Ctrl-C at the question for a password ends the command at once, and asks nothing of the daemon`()
    async throws
  {
    let daemon = try await daemon()
    let person = """
      import os, pty, sys
      child, terminal = pty.fork()
      if child == 0: os.execv(sys.argv[1], sys.argv[1:])
      shown = b""
      while b": " not in shown: shown += os.read(terminal, 1024)
      os.write(terminal, b"open\\x03")
      try:
        while part := os.read(terminal, 1024): shown += part
      except OSError: pass
      sys.stdout.buffer.write(shown)
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """
    let result = try await ChildProcess.run(
      "/usr/bin/python3", ["-c", person, SoulctlProgram.path, "source", "login", "Home"],
      environment: daemon.environment)
    #expect(result.exit == .status(1))
    #expect(result.output.contains("Nothing was done."))
    #expect(!result.output.contains("open"))
  }

  @Test func `no password, or too long a one, is wrong usage`() async throws {
    let daemon = try await daemon()
    for input in ["", "\n", String(repeating: "x", count: 5_000)] {
      let result = try await ChildProcess.run(
        SoulctlProgram.path, ["source", "login", "Home", "--password-stdin"], environment: daemon.environment,
        input: input)
      #expect(result.exit == .status(2))
    }
    let asking = try await ChildProcess.run(
      "setsid", [SoulctlProgram.path, "source", "login", "Home"], environment: daemon.environment)
    #expect(asking.exit == .status(2))
    #expect(asking.errors.contains("--password-stdin"))
    let local = try await daemon.soulctl("source", "login", "1")
    #expect(local.exit == .status(1))
    #expect(local.errors.contains("needs no password"))
  }

  @Test func `activate, rename and log out say what they did`() async throws {
    let daemon = try await daemon()
    #expect(try await daemon.soulctl("source", "activate", "home").output == "Home is active.\n")
    #expect(await daemon.call("SetActive")?.arguments == [Self.home.busValue])
    #expect(try await daemon.soulctl("source", "activate", "--none").exit == .status(0))
    #expect(await daemon.call("SetActive")?.arguments == [ObjectPath("/").busValue])
    #expect(try await daemon.soulctl("source", "activate").exit == .status(2))
    #expect(try await daemon.soulctl("source", "logout", "Home").output == "Signed out of Home.\n")
    let renamed = try await daemon.soulctl("source", "rename", "Home", "Attic", "--json")
    #expect(try json(renamed)["name"] as? String == "Attic")
  }

  @Test func `sync tells its counts, all servers without a name`() async throws {
    let daemon = try await daemon()
    let (call, result) = try await carryOut(
      daemon, "Sync", ["source", "sync", "--full"],
      result: ["added": .uint64(3), "removed": .uint64(1), "unchanged": .uint64(0)])
    #expect(call.arguments == [ObjectPath("/").busValue, ["full": true.busValue].busValue])
    #expect(result.output == "3 added, 1 removed\n")
  }

  @Test func `where one of several servers fails, each is told of by its name`() async throws {
    let result: VariantMap = [
      "added": .uint64(3), "updated": .uint64(0), "removed": .uint64(1), "unchanged": .uint64(0),
      "sources": [
        [
          "name": "Home\u{1B}[2J".busValue, "source": Self.home.busValue, "added": .uint64(3),
          "updated": .uint64(0),
          "removed": .uint64(1), "unchanged": .uint64(0),
        ] as VariantMap,
        [
          "name": "3".busValue, "error": ErrorName.unreachable.rawValue.busValue,
          "message": "It is away.".busValue,
        ],
      ].busValue,
    ]
    for isJSON in [false, true] {
      let daemon = try await daemon()
      async let run = ChildProcess.run(
        SoulctlProgram.path, ["source", "sync"] + (isJSON ? ["--json"] : []), environment: daemon.environment)
      _ = try #require(await daemon.call("Sync"))
      await daemon.script.end(
        "failed", result: result, error: ErrorName.unreachable.rawValue, message: "3: It is away.")
      let ended = try await run
      #expect(ended.exit == .status(5))
      guard isJSON else {
        #expect(ended.output == "Home␛[2J: 3 added, 0 updated, 1 removed\n")
        #expect(ended.errors == "soulctl: 3: It is away.\n")
        continue
      }
      let object = try json(ended)
      #expect(object["error"] as? String == ErrorName.unreachable.rawValue)
      #expect(object["message"] as? String == "3: It is away.")
      #expect(object["added"] as? Int == 3)
      let sources = try #require(object["sources"] as? [[String: Any]])
      #expect(sources.map { $0["added"] as? Int } == [3, nil])
      #expect(sources.map { $0["message"] as? String } == [nil, "It is away."])
    }
  }

  @Test func `a server that is away has its own exit status`() async throws {
    let daemon = try await daemon()
    async let run = daemon.soulctl("source", "check", "3")
    _ = await daemon.call("CheckConnectivity")
    await daemon.script.end(
      "failed", error: ErrorName.unreachable.rawValue, message: "http://10.0.0.3:8080 does not answer.")
    let result = try await run
    #expect(result.exit == .status(5))
    #expect(result.errors == "soulctl: http://10.0.0.3:8080 does not answer.\n")
  }

  @Test func `watch prints the state, then each change, and ends with the daemon`() async throws {
    let daemon = try await daemon()
    let watch = try ChildProcess(SoulctlProgram.path, ["watch", "--json"], environment: daemon.environment)
    #expect(await watch.output.line { $0.contains("\"event\":\"status\"") } != nil)
    await daemon.script.connection.publish(
      ["Online": false.busValue], of: "org.soulplayer.Source", at: Self.home)
    let change = await watch.output.line { $0.contains("\"event\":\"source\"") }
    #expect(change?.contains("\"online\":false") == true)
    await daemon.script.connection.emit(
      "LibraryChanged", of: "org.soulplayer.Library", at: "/org/soulplayer", [])
    #expect(await watch.output.line { $0.contains("\"event\":\"library\"") } != nil)
    await daemon.script.connection.close()
    #expect(await watch.exit() == .status(3))
  }
}
