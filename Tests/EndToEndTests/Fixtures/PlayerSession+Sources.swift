import Foundation
import TestKit

/// Servers in a session.
extension PlayerSession {
  static let sourcesInterface = "org.soulplayer.Sources"
  static let sourceInterface = "org.soulplayer.Source"

  static func source(_ number: Int) -> String { "/org/soulplayer/sources/\(number)" }

  /// Adds a server that is there and signs in.
  func addServer(
    _ name: String, _ url: String, user: String = MusicServer.user, password: String = MusicServer.password
  ) async throws {
    try await soulctl("source", "add", name, url, "--username", user)
    let login = try await login(name, password)
    guard login.exit == .status(0) else {
      throw EndToEndError.commandFailed("soulctl source login", output: login.output, errors: login.errors)
    }
  }

  func login(_ name: String, _ password: String) async throws -> CommandResult {
    try await run("soulctl", ["source", "login", name, "--password-stdin"], input: password + "\n")
  }

  func sourceProperty(_ name: String, of number: Int) async throws -> JSONValue {
    try await property(name, of: Self.sourceInterface, at: Self.source(number))
  }

  /// Waits until a source is as wanted, from its current state on.
  func until(source number: Int, is isWanted: @escaping @Sendable (JSONValue) -> Bool) async throws {
    let watch = try ChildProcess("soulctl", ["watch", "--json"], environment: environment)
    defer { watch.send(SIGKILL) }
    // The first line says that it listens.
    guard await watch.output.line(where: { !$0.isEmpty }) != nil else {
      throw EndToEndError.endedBefore("source \(number)")
    }
    if isWanted(try await soulctlJSON("source", "show", "\(number)")) { return }
    let line = await watch.output.line { line in
      guard line.contains("\"event\":\"source\""),
        let change = try? Self.parse(line, of: "soulctl watch"), change["id"]?.integer == number
      else { return false }
      return isWanted(change)
    }
    guard line != nil else { throw EndToEndError.endedBefore("source \(number)") }
  }

  /// Waits until the library has so many tracks.
  func until(tracks count: Int) async throws {
    let watch = try ChildProcess("soulctl", ["watch", "--json"], environment: environment)
    defer { watch.send(SIGKILL) }
    // The first line says that it listens.
    guard await watch.output.line(where: { !$0.isEmpty }) != nil else {
      throw EndToEndError.endedBefore("\(count) tracks")
    }
    if try await soulctlJSON("tracks")["total"]?.integer == count { return }
    let line = await watch.output.line { line in
      line.contains("\"event\":\"library\"")
        && (try? Self.parse(line, of: "soulctl watch"))?["track_count"]?.integer == count
    }
    guard line != nil else { throw EndToEndError.endedBefore("\(count) tracks") }
  }

  /// Asks the library's file, past the daemon.
  /// - Parameter launcher: a command that runs another one where the file can be seen.
  /// - Returns: a line a row, its values parted by blanks.
  func query(_ sql: String, by launcher: [String] = []) async throws -> String {
    let program = """
      import sqlite3, sys
      for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
          print(*row)
      """
    return try await output("env", launcher + ["python3", "-c", program, libraryFile, sql])
  }
}
