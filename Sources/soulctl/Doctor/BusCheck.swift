import Bus
import Contract

/// The bus's side of the doctor: whether there is a session bus, who owns the names, whether the bus can start the
/// daemon, and what the daemon says of its servers. It starts nothing.
struct BusCheck {
  private static let bus: BusName = "org.freedesktop.DBus"
  private static let busInterface: InterfaceName = "org.freedesktop.DBus"

  /// Whether the daemon has what it takes to ask a keyring.
  let canAskKeyring: Bool

  func findings() async -> [Finding] {
    let connection: BusConnection
    do {
      connection = try await BusConnection.open(.session)
    } catch {
      return [
        Finding(
          "bus", .error, error.message,
          advice: "Run soulctl in your desktop session, or start one with: dbus-run-session soulplayerd")
      ]
    }
    var findings = [Finding("bus", .ok, "The session bus answers.")]
    do throws(BusError) {
      let activatable = try await activatable(connection)
      findings += [Self.activation(activatable)] + (try await owners(connection, activatable))
    } catch {
      findings.append(Finding("bus", .error, error.message, advice: "Log out and in again."))
    }
    await connection.close()
    return findings
  }

  /// The names that the bus has a program for.
  private func activatable(_ connection: BusConnection) async throws(BusError) -> [String] {
    let reply = try await call("ListActivatableNames", [], connection)
    return reply.first.flatMap([String].init(busValue:)) ?? []
  }

  private static func activation(_ names: [String]) -> Finding {
    guard names.contains(BusNames.service) else {
      return Finding(
        "activation", .warning, "The bus can't start soulplayerd: no service file for \(BusNames.service).",
        advice: "Install Soul Player with “make install”, or start soulplayerd yourself.")
    }
    return Finding("activation", .ok, "The bus can start soulplayerd when it is needed.")
  }

  private func owners(
    _ connection: BusConnection, _ activatable: [String]
  ) async throws(BusError) -> [Finding] {
    let service = try await connection.owner(of: BusName(stringLiteral: BusNames.service))
    let player = try await connection.owner(of: BusName(stringLiteral: BusNames.player))
    guard let service, service == player else {
      guard service == nil, player == nil else {
        return [
          Finding(
            "daemon", .error, "\(BusNames.service) and \(BusNames.player) have different owners.",
            advice: "End the program that took one of them, then: systemctl --user restart soulplayerd")
        ]
      }
      return [
        activatable.contains(BusNames.service)
          ? Finding("daemon", .ok, "soulplayerd is not running; it starts with the first command.")
          : Finding(
            "daemon", .warning, "soulplayerd is not running, and no command can start it.",
            advice: "Start it yourself: soulplayerd")
      ]
    }
    let servers = ServerCheck(
      service: PlayerService(bus: connection, owner: service), hasLibrary: canAskKeyring,
      activatable: activatable)
    return [try await process(of: service, connection)] + (await servers.findings())
  }

  private func process(of service: BusName, _ connection: BusConnection) async throws(BusError) -> Finding {
    let reply = try await call("GetConnectionUnixProcessID", [service.rawValue.busValue], connection)
    guard let process = reply.first.flatMap(UInt32.init(busValue:)) else {
      return Finding("daemon", .ok, "soulplayerd is running.")
    }
    return version(ofProcess: process)
  }

  /// The running daemon's own program tells its version, also when the file it came from has been replaced.
  private func version(ofProcess process: UInt32) -> Finding {
    do throws(CommandFailure) {
      let version = try DaemonProgram(path: "/proc/\(process)/exe").version()
      guard version == Contract.version else {
        return Finding(
          "daemon", .warning,
          "The running soulplayerd (process \(process)) is \(version), soulctl is \(Contract.version).",
          advice: "Run: systemctl --user restart soulplayerd")
      }
      return Finding("daemon", .ok, "soulplayerd \(version) is running as process \(process).")
    } catch {
      return Finding("daemon", .ok, "soulplayerd is running as process \(process).")
    }
  }

  private func call(
    _ member: MemberName, _ arguments: [BusValue], _ connection: BusConnection
  ) async throws(BusError) -> [BusValue] {
    try await connection.call(
      Self.bus, at: "/org/freedesktop/DBus", interface: Self.busInterface, member: member,
      arguments: arguments)
  }
}
