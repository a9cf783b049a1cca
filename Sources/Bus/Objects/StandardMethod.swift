/// A method of a standard interface, which the connection itself answers.
struct StandardMethod: Sendable {
  enum Kind: Sendable {
    case ping, getMachineId, introspect, get, getAll, set, getManagedObjects
  }

  let kind: Kind
  let interface: InterfaceName
  let member: MemberName
  let inputs: [Argument]
  let outputs: [Argument]
  let inputSignature: Signature

  private init(
    _ kind: Kind, _ interface: InterfaceName, _ member: MemberName, in inputs: [(String, Signature)] = [],
    out outputs: [(String, Signature)] = []
  ) {
    self.kind = kind
    self.interface = interface
    self.member = member
    self.inputs = Argument.list(inputs.map(\.0), inputs.map(\.1), of: member)
    self.outputs = Argument.list(outputs.map(\.0), outputs.map(\.1), of: member)
    inputSignature = Signature(joining: inputs.map(\.1))
  }

  static let all = [
    StandardMethod(
      .get, StandardInterface.properties, "Get",
      in: [("interface_name", .string), ("property_name", .string)], out: [("value", .variant)]),
    StandardMethod(
      .getAll, StandardInterface.properties, "GetAll", in: [("interface_name", .string)],
      out: [("properties", .variantMap)]),
    StandardMethod(
      .set, StandardInterface.properties, "Set",
      in: [("interface_name", .string), ("property_name", .string), ("value", .variant)]),
    StandardMethod(
      .introspect, StandardInterface.introspectable, "Introspect", out: [("xml_data", .string)]),
    StandardMethod(.ping, StandardInterface.peer, "Ping"),
    StandardMethod(.getMachineId, StandardInterface.peer, "GetMachineId", out: [("machine_uuid", .string)]),
    StandardMethod(
      .getManagedObjects, StandardInterface.objectManager, "GetManagedObjects",
      out: [("objects", "a{oa{sa{sv}}}")]),
  ]

  /// The method `member` of `interface`, or of whatever standard interface has it when none is named.
  static func find(_ member: MemberName, of interface: InterfaceName?) -> StandardMethod? {
    all.first { $0.member == member && (interface == nil || $0.interface == interface) }
  }
}
