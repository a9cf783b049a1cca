import Bus
import Contract
import Foundation
import TestKit
import Testing

/// `import` and what it waits for.
@Suite(.timeLimit(.minutes(2))) struct ImportTests {
  private let folder: TemporaryFolder
  private let daemon: StandInDaemon

  init() async throws {
    folder = try TemporaryFolder()
    daemon = try await StandInDaemon()
  }

  /// Starts an import and waits until the daemon has it.
  private func start(_ arguments: String...) async throws -> ChildProcess {
    let child = try ChildProcess(
      SoulctlProgram.path, ["import"] + arguments + [folder.path], environment: daemon.environment)
    let call = try #require(await daemon.call("Import"))
    #expect(call.arguments.first == [folder.path].busValue)
    return child
  }

  @Test func `waits for the end and tells what came out of it`() async throws {
    let failures: [VariantMap] = [
      ["path": .string("/music/\u{1B}b.mp3"), "reason": .string("It is cut off.")]
    ]
    let child = try await start()
    await daemon.script.end(
      "succeeded", result: ["added": .uint64(12), "unchanged": .uint64(3), "failures": failures.busValue])
    #expect(await child.exit() == .status(0))
    #expect(
      await child.output.text() == """
        12 added, 3 unchanged
        1 file or folder could not be read:
          /music/␛b.mp3: It is cut off.

        """)
    #expect(await child.errors.text().isEmpty)
  }

  @Test func `JSON has the operation and its result`() async throws {
    let child = try await start("--json")
    await daemon.script.end("succeeded", result: ["added": .uint64(12)])
    #expect(await child.exit() == .status(0))
    let object =
      try JSONSerialization.jsonObject(with: Data(await child.output.text().utf8)) as? [String: Any]
    #expect(object?["added"] as? Int == 12)
    #expect(object?["state"] as? String == "succeeded")
    #expect(object?["operation"] as? String == "/org/soulplayer/operations/3")
  }

  @Test func `a failed import fails with its error`() async throws {
    let child = try await start()
    await daemon.script.end("failed", error: ErrorName.storageFull.rawValue, message: "The disk is full.")
    #expect(await child.exit() == .status(1))
    #expect(await child.errors.text() == "soulctl: The disk is full.\n")
  }

  @Test func `one that ended before it was asked about is not waited for`() async throws {
    let result = try await daemon.soulctl("import", "--no-wait", folder.path)
    #expect(result.exit == .status(0))
    #expect(result.line == "/org/soulplayer/operations/3")
    await daemon.script.end("succeeded", result: ["added": .uint64(1)])
    #expect(try await daemon.soulctl("operation", "wait", result.line).output == "1 added\n")
  }

  @Test func `Ctrl-C ends the waiting, not the import`() async throws {
    let child = try await start()
    child.send(SIGINT)
    #expect(await child.exit() == .status(130))
    #expect(await child.errors.text().contains("soulctl operation cancel 3"))
    let list = try await daemon.soulctl("operation", "list")
    #expect(list.output.contains("running"))
    #expect(try await daemon.soulctl("operation", "cancel", "3").output == "import: cancelled\n")
  }

  @Test func `a cancelled import says so`() async throws {
    let child = try await start()
    #expect(try await daemon.soulctl("operation", "cancel", "3").exit == .status(0))
    #expect(await child.exit() == .status(1))
    #expect(await child.errors.text().contains("cancelled"))
  }

  @Test func `a daemon that dies while it imports is told of`() async throws {
    let child = try await start()
    await daemon.script.connection.close()
    #expect(await child.exit() == .status(3))
    #expect(await child.errors.text().contains("went away"))
  }

  @Test func `a bus that dies while it imports is told of`() async throws {
    let child = try await start()
    await daemon.bus.kill()
    #expect(await child.exit() == .status(3))
  }

  @Test func `with nothing imported it suggests the music folder`() async throws {
    let daemon = try await StandInDaemon { $0.folders = [] }
    try folder.makeFolder("Music")
    let environment = daemon.environment.merging(["HOME": folder.path]) { $1 }
    let hint = "soulctl import \(folder.path)/Music"
    for arguments in [["import"], ["play"], ["play", "blue"]] {
      let result = try await ChildProcess.run(SoulctlProgram.path, arguments, environment: environment)
      #expect(result.exit == .status(4), "\(arguments)")
      #expect(result.errors.contains(hint), "\(arguments)")
    }
    for arguments in [["tracks"], ["search", "blue"], ["folder", "list"]] {
      let result = try await ChildProcess.run(SoulctlProgram.path, arguments, environment: environment)
      #expect(result.exit == .status(0), "\(arguments)")
      #expect(result.output.isEmpty && result.errors.contains(hint), "\(arguments)")
    }
  }
}
