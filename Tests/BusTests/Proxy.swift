import Bus
import Testing

/// One interface of one object of somebody else.
struct Proxy {
  private static let properties: InterfaceName = "org.freedesktop.DBus.Properties"

  private let connection: BusConnection
  private let destination: BusName
  private let path: ObjectPath
  private let interface: InterfaceName

  init(_ connection: BusConnection, destination: BusName, path: ObjectPath, interface: InterfaceName) {
    self.connection = connection
    self.destination = destination
    self.path = path
    self.interface = interface
  }

  func call(_ member: MemberName, _ arguments: [BusValue] = []) async throws(BusError) -> [BusValue] {
    try await call(member, of: interface, arguments)
  }

  /// Calls a method that returns one value.
  func call<Value: BusConvertible>(
    _ member: MemberName, _ arguments: [BusValue] = [], returning type: Value.Type
  ) async throws -> Value {
    try single(try await call(member, of: interface, arguments), member)
  }

  func get<Value: BusConvertible>(_ property: MemberName, as type: Value.Type) async throws -> Value {
    let reply = try await call(
      "Get", of: Self.properties, [.string(interface.rawValue), .string(property.rawValue)])
    let variant: BusValue = try single(reply, property)
    return try single([variant], property)
  }

  func getAll() async throws -> VariantMap {
    try single(try await call("GetAll", of: Self.properties, [.string(interface.rawValue)]), "GetAll")
  }

  func set(_ property: MemberName, to value: some BusConvertible) async throws(BusError) {
    _ = try await call(
      "Set", of: Self.properties,
      [.string(interface.rawValue), .string(property.rawValue), .variant(value.busValue)])
  }

  func introspect() async throws -> String {
    try single(
      try await call("Introspect", of: "org.freedesktop.DBus.Introspectable", []), "Introspect")
  }

  private func call(
    _ member: MemberName, of interface: InterfaceName, _ arguments: [BusValue]
  ) async throws(BusError) -> [BusValue] {
    try await connection.call(
      destination, at: path, interface: interface, member: member, arguments: arguments)
  }

  private func single<Value: BusConvertible>(_ values: [BusValue], _ member: MemberName) throws -> Value {
    try #require(values.count == 1 ? Value(busValue: values[0]) : nil, "\(member) answered \(values)")
  }
}
