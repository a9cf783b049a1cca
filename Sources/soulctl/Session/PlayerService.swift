import Bus
import Contract

/// The daemon, as a command talks to it.
struct PlayerService {
  private static let propertiesInterface = "org.freedesktop.DBus.Properties"
  /// What the bus answers in the place of a peer that has left, before the call or during it.
  private static let goneNames: Set<String> = [
    "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.ServiceUnknown",
    "org.freedesktop.DBus.Error.NameHasNoOwner", "org.freedesktop.DBus.Error.Disconnected",
  ]

  let bus: BusConnection
  /// The connection that owns the daemon's names. A daemon that dies while a command runs is not started anew
  /// under it: the new one would not know what the command has begun.
  let owner: BusName

  /// Connects to the session bus, and has the bus start the daemon where it does not run.
  static func connect() async throws(CommandFailure) -> PlayerService {
    let bus: BusConnection
    do {
      bus = try await BusConnection.open(.session)
    } catch {
      throw .noSessionBus(reason: error.message)
    }
    let owner = try await start(on: bus)
    return PlayerService(bus: bus, owner: owner)
  }

  private static func start(on bus: BusConnection) async throws(CommandFailure) -> BusName {
    let name = BusName(stringLiteral: BusNames.service)
    do {
      // A daemon that was started by hand is on the bus although nothing can activate it.
      if let owner = try await bus.owner(of: name) { return owner }
      _ = try await bus.call(
        "org.freedesktop.DBus", at: "/org/freedesktop/DBus", interface: "org.freedesktop.DBus",
        member: "StartServiceByName", arguments: [BusNames.service.busValue, UInt32(0).busValue])
      if let owner = try await bus.owner(of: name) { return owner }
    } catch {
      throw .noDaemon(reason: error.message)
    }
    throw .noDaemon(reason: "it left the bus as soon as it was there")
  }

  func close() async {
    await bus.close()
  }

  /// - Parameters:
  ///   - interface: one of the contract's, or a standard one.
  ///   - path: an object's path.
  func call(
    _ member: MemberName, of interface: String, at path: String, _ arguments: [BusValue]
  ) async throws(CommandFailure) -> [BusValue] {
    guard let path = ObjectPath(path), let interface = InterfaceName(interface) else {
      throw .usage("\(path) and \(interface) are no names that the bus knows.")
    }
    do {
      return try await bus.call(owner, at: path, interface: interface, member: member, arguments: arguments)
    } catch {
      throw Self.failure(error, of: member)
    }
  }

  func properties(of interface: String, at path: String) async throws(CommandFailure) -> VariantMap {
    let reply = try await call("GetAll", of: Self.propertiesInterface, at: path, [interface.busValue])
    return try result(0, of: reply, from: "GetAll")
  }

  func set(
    _ property: String, of interface: String, at path: String, to value: BusValue
  ) async throws(CommandFailure) {
    _ = try await call(
      "Set", of: Self.propertiesInterface, at: path, [interface.busValue, property.busValue, .variant(value)])
  }

  /// One value of a reply.
  func result<Value: BusConvertible>(
    _ index: Int, of reply: [BusValue], from member: String
  ) throws(CommandFailure) -> Value {
    guard reply.indices.contains(index), let value = Value(busValue: reply[index]) else {
      throw .unexpectedAnswer(from: member)
    }
    return value
  }

  /// One of an object's properties.
  func value<Value: BusConvertible>(
    _ property: String, in properties: VariantMap
  ) throws(CommandFailure) -> Value {
    guard let value = properties[property].flatMap({ Value(busValue: $0) }) else {
      throw .unexpectedAnswer(from: property)
    }
    return value
  }

  /// What the bus' own errors mean to a person whose command was about to be done.
  static func failure(_ error: BusError, of member: MemberName) -> CommandFailure {
    switch error {
    case .remote(let name, let message):
      goneNames.contains(name) ? .daemonGone : .refused(name: name, message: message)
    case .noReply: .noAnswer(to: member.rawValue)
    case .disconnected, .cancelled, .noSessionBus, .connectionFailed, .noThread: .daemonGone
    case .unencodable: .usage(error.message)
    case .unreadable, .unpublishedProperties: .unexpectedAnswer(from: member.rawValue)
    }
  }
}
