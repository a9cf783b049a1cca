import Bus
import TestKit

/// A private bus with a service on it and a client.
struct Stage {
  static let name: BusName = "org.example.Service"
  static let interface: InterfaceName = "org.example.Player"
  static let path: ObjectPath = "/org/example/player"

  let bus: PrivateBus
  let service: BusConnection
  let client: BusConnection

  init() async throws {
    bus = try await PrivateBus()
    service = try await BusConnection.open(.address(bus.address))
    client = try await BusConnection.open(.address(bus.address))
  }

  /// With one object that has these members, and the name owned.
  init(
    methods: [Method] = [], properties: [Property] = [], signals: [Signal] = [],
    values: [MemberName: BusValue] = [:]
  ) async throws {
    try await self.init()
    await service.export(
      [Interface(Self.interface, methods: methods, properties: properties, signals: signals)], at: Self.path)
    await service.publish(values, of: Self.interface, at: Self.path)
    _ = try await service.requestName(Self.name)
  }

  var proxy: Proxy { proxy(at: Self.path) }

  func proxy(at path: ObjectPath, interface: InterfaceName = interface) -> Proxy {
    Proxy(client, destination: Self.name, path: path, interface: interface)
  }

  /// Gives the service's name back.
  func releaseName() async throws {
    _ = try await service.call(
      "org.freedesktop.DBus", at: "/org/freedesktop/DBus", interface: "org.freedesktop.DBus",
      member: "ReleaseName", arguments: [Self.name.rawValue.busValue])
  }

  /// Calls the service, with nothing filled in that isn't given.
  func call(
    _ member: MemberName, of interface: InterfaceName?, at path: ObjectPath = path,
    _ arguments: [BusValue] = []
  ) async throws(BusError) -> [BusValue] {
    try await client.call(Self.name, at: path, interface: interface, member: member, arguments: arguments)
  }

  /// The name of the error that a call is answered with; `nil` when it isn't.
  func errorName(
    _ member: MemberName, of interface: InterfaceName?, at path: ObjectPath = path,
    _ arguments: [BusValue] = []
  ) async -> String? {
    do {
      _ = try await call(member, of: interface, at: path, arguments)
      return nil
    } catch .remote(let name, let message) {
      return message.isEmpty ? "an error without a sentence" : name
    } catch {
      return "\(error)"
    }
  }

  /// Runs gdbus, busctl or another client on this bus.
  func run(_ program: String, _ arguments: [String]) async throws -> CommandResult {
    try await ChildProcess.run(program, arguments, environment: bus.environment)
  }

  func close() async {
    await client.close()
    await service.close()
  }
}
