import ArgumentParser
import Contract
import Executors
import Foundation
import Glibc
import Logging

/// The server's command line.
@main
struct SoulServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soul-server",
    abstract: "Shares a folder of music with Soul Player on other machines.",
    discussion: """
      The first start names the folder and somebody who may sign in, and asks for the password:

        soul-server --music ~/Music --user anna

      Folder, user and password are remembered, so that the next start needs none of them. Then, on this machine:

        soulctl source add Home http://127.0.0.1:7685 --username anna

      It listens on this machine alone unless --host says otherwise. HTTP does not hide what it carries: for other \
      machines put a proxy with TLS, such as Caddy or nginx, in front, and add the proxy's address there.

      On standard output it says where it listens, and after each scan how many tracks it shares:

        Listening on http://127.0.0.1:7685
        Sharing 1204 tracks

      Exit status: 0 ended by a signal, or prepared; 1 could not start; 2 wrong usage.
      """,
    version: Contract.version)

  /// For a command line that makes no sense, as shells have it.
  private static let usageStatus: Int32 = 2

  @Option(help: ArgumentHelp("A folder of music to share; may be given more than once.", valueName: "dir"))
  var music: [String] = []

  @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "number"))
  var port = 7_685

  @Option(
    help: ArgumentHelp(
      "An address to listen on; may be given more than once. (default: 127.0.0.1)", valueName: "address"))
  var host: [String] = []

  @Option(help: ArgumentHelp("Somebody who may sign in.", valueName: "name"))
  var user: String?

  @Option(
    help: ArgumentHelp(
      "A file with the password of --user in its first line; without it a terminal or standard input is asked.",
      valueName: "file"))
  var passwordFile: String?

  @Flag(help: "Take a new password for --user, and sign out whoever is signed in as that user.")
  var setPassword = false

  @Flag(help: "Make a new signing key, and sign everybody out.")
  var rotateKey = false

  @Option(
    help: ArgumentHelp(
      "Where library, users and covers are kept. (default: soul-server in $XDG_DATA_HOME and $XDG_CACHE_HOME)",
      valueName: "dir"))
  var data: String?

  @Flag(help: "Remember what is given, and end: before the systemd unit takes over.")
  var prepare = false

  @Option(
    help: ArgumentHelp("How long an access token is good before it is renewed.", valueName: "seconds"))
  var tokenLifetime: Int64 = 900

  @Option(
    help: ArgumentHelp(
      "How long a client may take to send a request; twice as long it may leave an answer lying.",
      valueName: "seconds"))
  var patience: Int64 = 30

  @Flag(help: "Log what happens in detail.")
  var verbose = false

  static func main() async {
    ProcessHeap.bound()
    OpenFileLimit.raise()
    do throws(ExecutorError) {
      try TaskThreads.install()
    } catch {
      FileHandle.standardError.write(Data("soul-server: \(error.message)\n".utf8))
      Glibc.exit(EXIT_FAILURE)
    }
    do {
      var command = try await asyncParseAsRoot()
      if var asyncCommand = command as? any AsyncParsableCommand {
        try await asyncCommand.run()
      } else {
        try command.run()
      }
    } catch  where exitCode(for: error) == .validationFailure {
      FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
      Glibc.exit(usageStatus)
    } catch {
      exit(withError: error)
    }
  }

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
    guard (1...86_400).contains(tokenLifetime) else {
      throw ValidationError("--token-lifetime is a number from 1 to 86400.")
    }
    guard (1...3_600).contains(patience) else {
      throw ValidationError("--patience is a number from 1 to 3600.")
    }
    // "$UNSET" would else be the working directory, shared or filled with the server's own files.
    let places = [
      ("--music", music), ("--host", host), ("--data", [data ?? "."]),
      ("--password-file", [passwordFile ?? "."]),
    ]
    if let (name, _) = places.first(where: { $1.contains("") }) {
      throw ValidationError("\(name) is empty.")
    }
    guard user != nil || (passwordFile == nil && !setPassword) else {
      throw ValidationError("Whose password? --password-file and --set-password go with --user.")
    }
    if let user, user.isEmpty || user.utf8.count > 200 || user.unicodeScalars.contains(where: { $0 < " " }) {
      throw ValidationError("--user is a name of 1 to 200 bytes.")
    }
  }

  func run() async throws {
    let level: Logger.Level = verbose ? .debug : .info
    LoggingSystem.bootstrap { label in
      var log = StreamLogHandler.standardError(label: label)
      log.logLevel = level
      return log
    }
    let settings = ServerSettings(
      music: music.map(ServerDirectories.absolute), user: user, passwordFile: passwordFile,
      setsPassword: setPassword, hosts: host.isEmpty ? ["127.0.0.1"] : host, port: port,
      rotatesKey: rotateKey, tokenLifetime: tokenLifetime, patience: patience)
    do throws(StartError) {
      try await RunningServer(settings: settings, directories: ServerDirectories(chosen: data))
        .run(preparesOnly: prepare)
    } catch {
      FileHandle.standardError.write(Data("soul-server: \(error.message)\n".utf8))
      throw ExitCode.failure
    }
    // The threads that serve need not end one by one: everything is saved.
    Glibc.exit(0)
  }
}
