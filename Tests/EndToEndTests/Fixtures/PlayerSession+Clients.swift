import Foundation
import TestKit

/// The real clients, as a person or a script would run them.
extension PlayerSession {
  static let playerBus = "org.mpris.MediaPlayer2.soulplayer"
  static let playerPath = "/org/mpris/MediaPlayer2"
  static let playerInterface = "org.mpris.MediaPlayer2.Player"
  static let servicePath = "/org/soulplayer"

  /// Runs a program in this session, to its end.
  func run(_ program: String, _ arguments: [String], input: String = "") async throws -> CommandResult {
    try await ChildProcess.run(program, arguments, environment: environment, directory: home, input: input)
  }

  /// Runs a program that has to succeed.
  /// - Returns: its output without the line feed at the end.
  @discardableResult
  func output(_ program: String, _ arguments: [String]) async throws -> String {
    let result = try await run(program, arguments)
    guard result.exit == .status(0) else {
      throw EndToEndError.commandFailed(
        ([program] + arguments).joined(separator: " "), output: result.output, errors: result.errors)
    }
    return result.line
  }

  @discardableResult
  func soulctl(_ arguments: String...) async throws -> String {
    try await output("soulctl", arguments)
  }

  /// What `soulctl … --json` prints.
  func soulctlJSON(_ arguments: String...) async throws -> JSONValue {
    try Self.parse(try await output("soulctl", arguments + ["--json"]), of: "soulctl")
  }

  @discardableResult
  func playerctl(_ arguments: String...) async throws -> String {
    try await output("playerctl", ["--player=soulplayer"] + arguments)
  }

  /// A property of the MPRIS player, read by busctl.
  func playerProperty(_ name: String) async throws -> JSONValue {
    try await property(name, of: Self.playerInterface, at: Self.playerPath)
  }

  func property(_ name: String, of interface: String, at path: String) async throws -> JSONValue {
    let answer = try Self.parse(
      try await output(
        "busctl", ["--user", "--json=short", "get-property", "org.soulplayer", path, interface, name]),
      of: "busctl get-property")
    guard case .object(let members) = answer, let data = members["data"] else {
      throw EndToEndError.notJSON("busctl get-property", output: "\(answer)")
    }
    return data
  }

  /// Calls a method with busctl.
  /// - Parameter arguments: the signature and the values, as busctl takes them.
  /// - Returns: the array of what it answered.
  @discardableResult
  func call(
    _ member: String, of interface: String, at path: String = servicePath, _ arguments: [String] = []
  ) async throws -> JSONValue {
    let text = try await output(
      "busctl", ["--user", "--json=short", "call", "org.soulplayer", path, interface, member] + arguments)
    guard !text.isEmpty else { return .array([]) }
    guard case .object(let members) = try Self.parse(text, of: "busctl call \(member)"),
      let data = members["data"]
    else { throw EndToEndError.notJSON("busctl call \(member)", output: text) }
    return data
  }

  /// Sends a call with dbus-send, which looks at no introspection: a wrong call leaves as it is.
  /// - Parameter arguments: `type:value`, as dbus-send takes them.
  /// - Returns: exit 1 and `Error NAME: MESSAGE` on its standard error where the answer is an error.
  func send(
    _ member: String, of interface: String, at path: String, _ arguments: [String]
  ) async throws -> CommandResult {
    try await run(
      "dbus-send",
      ["--session", "--print-reply", "--dest=org.soulplayer", path, "\(interface).\(member)"] + arguments)
  }

  /// Waits until what `playerctl --follow` prints is as wanted, from the current state on.
  func until(_ what: String..., is isWanted: @escaping @Sendable (String) -> Bool) async throws {
    let follower = try ChildProcess(
      "playerctl", ["--player=soulplayer", "--follow"] + what, environment: environment)
    defer { follower.send(SIGKILL) }
    guard await follower.output.line(where: isWanted) != nil else {
      throw EndToEndError.endedBefore("playerctl \(what.joined(separator: " "))")
    }
  }

  func until(status: String) async throws {
    try await until("status") { $0 == status }
  }

  func until(title: String) async throws {
    try await until("metadata", "title") { $0 == title }
  }

  /// gdbus listening to everything that the player's connection signals.
  func monitor(_ busName: String = playerBus) async throws -> ChildProcess {
    let monitor = try ChildProcess(
      "gdbus", ["monitor", "--session", "--dest", busName], environment: environment)
    guard await monitor.output.line(where: { $0.contains("is owned by") }) != nil else {
      throw EndToEndError.endedBefore("the owner of \(busName)")
    }
    return monitor
  }

  /// The daemon's process, as the bus knows it; `nil` where nobody has the name.
  func daemonProcessIdentifier() async throws -> Int32? {
    let result = try await run(
      "busctl",
      [
        "--user", "--json=short", "call", "org.freedesktop.DBus", "/org/freedesktop/DBus",
        "org.freedesktop.DBus", "GetConnectionUnixProcessID", "s", "org.soulplayer",
      ])
    guard result.exit == .status(0) else { return nil }
    return try Self.parse(result.output, of: "busctl")["data"]?[0]?.integer.flatMap { Int32(exactly: $0) }
  }

  static func parse(_ text: String, of command: String) throws -> JSONValue {
    do {
      return try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    } catch {
      throw EndToEndError.notJSON(command, output: text)
    }
  }
}
