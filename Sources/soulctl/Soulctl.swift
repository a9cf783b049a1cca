import ArgumentParser
import Contract
import FoundationEssentials
import Glibc

/// The command line of Soul Player: a client of the daemon's bus interfaces, as any other.
@main
struct Soulctl: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soulctl",
    abstract: "Play and manage your music with Soul Player.",
    discussion: """
      Start with your music folder, then play something from it:

        soulctl import ~/Music
        soulctl play blue train

      The daemon, soulplayerd, is started when it is not running. Every command takes --json, for scripts.

      Exit status: 0 done, 1 refused or failed, 2 wrong usage, 3 no daemon, 4 not found, 5 offline, \
      6 sign-in or keyring.
      """,
    version: Contract.version,
    groupedSubcommands: [
      CommandGroup(
        name: "Playing",
        subcommands: [
          Status.self, Play.self, Pause.self, Toggle.self, Stop.self, Next.self, Previous.self, Seek.self,
          Volume.self, Loop.self, Shuffle.self, Queue.self,
        ]),
      CommandGroup(
        name: "Library",
        subcommands: [
          Import.self, Folder.self, Search.self, Tracks.self, Albums.self, Artists.self, Playlists.self,
        ]),
      CommandGroup(name: "Servers", subcommands: [Source.self, Sources.self]),
      CommandGroup(name: "Daemon", subcommands: [Watch.self, Operation.self, Introspect.self, Doctor.self]),
    ])

  static func main() async {
    let arguments = NegativeOperand.protected(Array(CommandLine.arguments.dropFirst()))
    let console = Console(
      isJSON: arguments.prefix { $0 != "--" }.contains("--json"),
      environment: ProcessInfo.processInfo.environment)
    do {
      var command = try await asyncParseAsRoot(arguments)
      if var asyncCommand = command as? any AsyncParsableCommand {
        try await asyncCommand.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      console.report(failure)
      Glibc.exit(failure.exitStatus.rawValue)
    } catch {
      Glibc.exit(end(with: error, arguments, on: console))
    }
  }

  /// What ArgumentParser throws: help and versions that were asked for, and command lines that make no sense.
  private static func end(with error: any Error, _ arguments: [String], on console: Console) -> Int32 {
    let code = exitCode(for: error)
    do throws(CommandFailure) {
      switch code {
      case .success:
        // ArgumentParser shows the root's help instead of that of a command that is not there.
        if arguments.first == "help", let advice = UsageAdvice.onCommand(in: arguments) {
          throw .usage(advice)
        }
        try console.output.print(fullMessage(for: error))
      case .validationFailure:
        if let advice = UsageAdvice.onCommand(in: arguments) { throw .usage(advice) }
        let sentence = UsageAdvice.sentence(message(for: error), on: arguments)
        console.report(.usage(sentence), text: fullMessage(for: error))
        return ExitStatus.usage.rawValue
      default: break
      }
      return code.rawValue
    } catch {
      console.report(error)
      return error.exitStatus.rawValue
    }
  }
}
