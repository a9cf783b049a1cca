import ArgumentParser
import Daemon
import Glibc
import Logging

/// The daemon's command line.
@main
struct Soulplayerd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soulplayerd",
    abstract: "The music service of this desktop session.",
    discussion: """
      It is started by D-Bus or the systemd user unit soulplayerd.service and ends with the session. soulctl, \
      playerctl and the desktop's media keys control it. Without --config it reads \
      $XDG_CONFIG_HOME/soul-player/config.toml, if there is one.
      """,
    version: Daemon.version)

  /// As `soulctl` and most programs end after a command line that makes no sense; ArgumentParser's own is 64.
  private static let usageStatus: Int32 = 2

  @Option(help: "The configuration file to read instead of the usual one.")
  var config: String?

  @Flag(help: "Log what happens in detail.")
  var verbose = false

  @Flag(help: "Don't start: check what the daemon needs, and say what to do where something isn't well.")
  var check = false

  @Flag(help: "With --check: print the findings as JSON.")
  var json = false

  static func main() async {
    do throws(DaemonError) {
      try Daemon.prepareProcess()
    } catch {
      StandardError.write("soulplayerd: \(error)\n")
      Glibc.exit(EXIT_FAILURE)
    }
    do {
      // As the bus and systemd start it: the parser would take a tenth of the start to find no arguments.
      guard CommandLine.argc > 1 else { return try await serve(config: nil, verbose: false) }
      var command = try await asyncParseAsRoot()
      if var asyncCommand = command as? any AsyncParsableCommand {
        try await asyncCommand.run()
      } else {
        try command.run()
      }
    } catch  where exitCode(for: error) == .validationFailure {
      StandardError.write(fullMessage(for: error) + "\n")
      Glibc.exit(usageStatus)
    } catch {
      exit(withError: error)
    }
  }

  func validate() throws {
    guard !json || check else { throw ValidationError("--json goes with --check.") }
  }

  func run() async throws {
    if check {
      let findings = HealthCheck(directories: Directories(), configurationFile: config).findings()
      try FindingReport(findings: findings).print(asJSON: json)
      guard findings.allSatisfy({ $0.state < .error }) else { throw ExitCode.failure }
      return
    }
    try await Self.serve(config: config, verbose: verbose)
  }

  /// Runs the daemon, until it ends.
  /// - Parameters:
  ///   - config: the configuration file that was named; `nil`: the usual one, if it is there.
  ///   - verbose: whether to log what happens in detail.
  private static func serve(config: String?, verbose: Bool) async throws {
    let level: Logger.Level = verbose ? .debug : .info
    let journal = getenv("JOURNAL_STREAM") != nil
    LoggingSystem.bootstrap { StandardErrorLog(label: $0, logLevel: level, isJournal: journal) }
    do throws(DaemonError) {
      let directories = Directories()
      let configuration = try read(config, directories)
      let reason = try await Daemon(configuration: configuration, directories: directories).run()
      if case .alreadyRunning(let name) = reason {
        print("Soul Player runs already: \(name) has an owner on this session bus.")
      }
    } catch {
      StandardError.write("soulplayerd: \(error)\n")
      throw ExitCode.failure
    }
  }

  private static func read(
    _ config: String?, _ directories: Directories
  ) throws(DaemonError) -> Configuration {
    do throws(ConfigurationError) {
      return try ConfigurationReader.read(config ?? directories.configurationFile, mustExist: config != nil)
    } catch {
      throw .configuration(error)
    }
  }
}
