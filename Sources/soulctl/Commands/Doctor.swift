import ArgumentParser
import Bus
import Contract

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find out what is wrong, and what to do about it.",
    discussion: """
      Looks at the configuration, the library, its folders, GStreamer's plugins, the sound device, the session bus, \
      the servers and the keyring. It works when the daemon won't start, and changes nothing. Exit status: 1 where something is an error.

        soulctl doctor
        soulctl doctor --json
      """)

  @OptionGroup var output: OutputOptions

  func run() async throws {
    let console = output.console
    let own = Self.daemonFindings(path: console.environment["PATH"])
    let canAskKeyring = !own.contains { $0.check == "tokens" && $0.state != .ok }
    let findings = own + (await BusCheck(canAskKeyring: canAskKeyring).findings())
    try console.show(
      Answer([
        .findings: findings.map(\.fields).busValue, .version: Contract.version.busValue,
      ]), findings.flatMap { $0.lines(style: console.output.style) })
    if findings.contains(where: { $0.state == .error }) { throw ExitCode(ExitStatus.failed.rawValue) }
  }

  private static func daemonFindings(path: String?) -> [Finding] {
    guard let program = DaemonProgram.find(path: path) else {
      return [
        Finding(
          "program", .error, "There is no soulplayerd beside soulctl or in PATH.",
          advice: "Install Soul Player whole: make install")
      ]
    }
    do throws(CommandFailure) {
      return try program.findings()
    } catch {
      return [Finding("program", .error, error.message, advice: "Install Soul Player again: make install")]
    }
  }
}
