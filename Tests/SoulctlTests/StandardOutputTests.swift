import Bus
import TestKit
import Testing

@testable import soulctl

/// What becomes of an answer that nobody can read.
@Suite(.timeLimit(.minutes(1))) struct StandardOutputTests {
  @Test(arguments: ["tracks", "tracks --json", "status", "queue list", "--help", "help play", "--version"])
  func `an answer that can't be written is a failure`(line: String) async throws {
    let daemon = try await StandInDaemon {
      $0.tracks = [["id": .uint64(7), "title": .string("Blue Train")]]
    }
    let result = try await shell("exec \"$0\" \(line) >/dev/full", daemon)
    #expect(result.exit == .status(1))
    #expect(result.errors.contains("No space left on device"), "\(result.errors)")
    #expect(result.errors.hasPrefix("soulctl: "))
  }

  @Test func `a failure that can't be written as JSON is told as text, with its own exit status`()
    async throws
  {
    let daemon = try await StandInDaemon()
    let result = try await shell("exec \"$0\" queue remove 3 --json >/dev/full", daemon)
    #expect(result.exit == .status(4))
    #expect(result.errors == "soulctl: There is no entry 3: the queue has 0.\n")
  }

  /// With the signal as programs find it, and ignored, as systemd hands it to them.
  @Test(arguments: ["SIG_DFL", "SIG_IGN"])
  func `a reader that has gone is not complained about`(handling: String) async throws {
    let daemon = try await StandInDaemon()
    let reader = """
      import os, signal, subprocess, sys
      signal.signal(signal.SIGPIPE, signal.\(handling))
      reading, writing = os.pipe()
      os.close(reading)
      end = subprocess.run([sys.argv[1], "status"], stdout=writing, restore_signals=False).returncode
      print(end)
      """
    let result = try await ChildProcess.run(
      "/usr/bin/python3", ["-c", reader, SoulctlProgram.path], environment: daemon.environment)
    #expect(result.output == (handling == "SIG_IGN" ? "0\n" : "-13\n"))
    #expect(result.errors.isEmpty)
  }

  @Test func `a pipe that does not wait by itself gets the whole answer`() async throws {
    let daemon = try await StandInDaemon { state in
      state.tracks = (0..<1_000).map { ["id": .uint64($0), "title": .string("Track \($0)")] }
    }
    let reader = """
      import fcntl, os, subprocess, sys
      reading, writing = os.pipe()
      os.set_blocking(writing, False)
      # Less than the answer is long.
      fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
      child = subprocess.Popen([sys.argv[1], "tracks", "--json", "--limit", "1000"], stdout=writing)
      os.close(writing)
      with os.fdopen(reading, "rb") as answer: print(answer.read().count(b'"title"'), child.wait())
      """
    let result = try await ChildProcess.run(
      "/usr/bin/python3", ["-c", reader, SoulctlProgram.path], environment: daemon.environment)
    #expect(result.output == "1000 0\n")
    #expect(result.errors.isEmpty)
  }

  private func shell(_ command: String, _ daemon: StandInDaemon) async throws -> CommandResult {
    try await ChildProcess.run(
      "/bin/sh", ["-c", command, SoulctlProgram.path], environment: daemon.environment)
  }
}
