/// The interfaces of the specification's chapter "Standard Interfaces".
enum StandardInterface {
  static let introspectable: InterfaceName = "org.freedesktop.DBus.Introspectable"
  static let properties: InterfaceName = "org.freedesktop.DBus.Properties"
  static let peer: InterfaceName = "org.freedesktop.DBus.Peer"
  static let objectManager: InterfaceName = "org.freedesktop.DBus.ObjectManager"
  static let propertiesChanged: MemberName = "PropertiesChanged"
  static let interfacesAdded: MemberName = "InterfacesAdded"
  static let interfacesRemoved: MemberName = "InterfacesRemoved"
}

extension StandardInterface {
  private static let allSignals: [InterfaceName: [Signal]] = [
    properties: [
      Signal(
        propertiesChanged, ("interface_name", String.self), ("changed_properties", VariantMap.self),
        ("invalidated_properties", [String].self))
    ],
    objectManager: [
      Signal(
        interfacesAdded, ("object_path", ObjectPath.self),
        ("interfaces_and_properties", [String: VariantMap].self)),
      Signal(interfacesRemoved, ("object_path", ObjectPath.self), ("interfaces", [String].self)),
    ],
  ]

  static func signals(of interface: InterfaceName) -> [Signal] {
    allSignals[interface] ?? []
  }
}
