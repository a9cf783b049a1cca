/// One interface of one object of somebody else.
public struct Proxy: Sendable {
  public let connection: BusConnection
  public let destination: BusName
  public let path: ObjectPath
  public let interface: InterfaceName
  /// How long each reply may take.
  public var timeout = BusConnection.defaultTimeout
  /// Whether a service that doesn't run is to be left so.
  public var noAutoStart = false

  public init(
    _ connection: BusConnection, destination: BusName, path: ObjectPath, interface: InterfaceName
  ) {
    self.connection = connection
    self.destination = destination
    self.path = path
    self.interface = interface
  }

  /// - Throws: what `BusConnection.call` throws.
  public func call(_ member: MemberName, _ arguments: [BusValue] = []) async throws(BusError) -> [BusValue] {
    try await call(member, of: interface, arguments)
  }

  /// Calls a method that returns one value.
  /// - Throws: `BusError.unexpectedReply` for another type; what `BusConnection.call` throws.
  public func call<Value: BusConvertible>(
    _ member: MemberName, _ arguments: [BusValue] = [], returning type: Value.Type
  ) async throws(BusError) -> Value {
    let reply = try await call(member, of: interface, arguments)
    return try single(reply, member)
  }

  /// Reads a property.
  /// - Throws: `BusError.unexpectedReply` for another type; what `BusConnection.call` throws.
  public func get<Value: BusConvertible>(_ property: MemberName, as type: Value.Type) async throws(BusError)
    -> Value
  {
    let reply = try await call(
      "Get", of: StandardInterface.properties, [.string(interface.rawValue), .string(property.rawValue)])
    let variant: BusValue = try single(reply, property)
    return try single([variant], property)
  }

  /// Reads all properties of the interface.
  public func getAll() async throws(BusError) -> VariantMap {
    let reply = try await call("GetAll", of: StandardInterface.properties, [.string(interface.rawValue)])
    return try single(reply, "GetAll")
  }

  public func set(_ property: MemberName, to value: some BusConvertible) async throws(BusError) {
    _ = try await call(
      "Set", of: StandardInterface.properties,
      [.string(interface.rawValue), .string(property.rawValue), .variant(value.busValue)])
  }

  /// The introspection XML of the object.
  public func introspect() async throws(BusError) -> String {
    try single(try await call("Introspect", of: StandardInterface.introspectable, []), "Introspect")
  }

  private func call(
    _ member: MemberName, of interface: InterfaceName, _ arguments: [BusValue]
  ) async throws(BusError) -> [BusValue] {
    try await connection.call(
      destination, at: path, interface: interface, member: member, arguments: arguments, timeout: timeout,
      noAutoStart: noAutoStart)
  }

  private func single<Value: BusConvertible>(
    _ values: [BusValue], _ member: MemberName
  ) throws(BusError) -> Value {
    guard values.count == 1, let value = Value(busValue: values[0]) else {
      throw .unexpectedReply(
        member: member.rawValue, expected: Value.busSignature.rawValue,
        received: values.map(\.signature.rawValue).joined())
    }
    return value
  }
}
