/// `org.freedesktop.DBus.Properties`.
extension BusConnection {
  func value(
    of name: String, _ interface: String, _ object: ExportedObject
  ) throws(BusFailure) -> BusValue {
    let (owner, index) = try find(name, interface, object)
    guard let value = owner.value(at: index) else {
      throw .failed("\(owner.table.name).\(name) has no value yet.")
    }
    return value
  }

  func values(of interface: String, _ object: ExportedObject) throws(BusFailure) -> BusDictionary {
    guard !interface.isEmpty else {
      return ExportedInterface.dictionary(object.interfaces.flatMap(\.allValues))
    }
    guard let owner = try owner(interface, object) else { return ExportedInterface.dictionary([]) }
    return ExportedInterface.dictionary(owner.allValues)
  }

  /// Finds out whether a property can be set to `value`, before anything is.
  func writer(
    of name: String, _ interface: String, _ object: ExportedObject, _ value: BusValue, for sender: BusName
  ) throws(BusFailure) -> @Sendable () async throws -> Void {
    let (owner, index) = try find(name, interface, object)
    let property = owner.table.properties[index]
    guard let write = property.write else {
      throw .readOnlyProperty("\(owner.table.name).\(name) can't be set.")
    }
    guard value.signature == property.signature else {
      throw .invalidArguments(
        "\(owner.table.name).\(name) is \"\(property.signature)\", not \"\(value.signature)\".")
    }
    let call = Call(
      sender: sender, path: object.path, interface: owner.table.name, member: property.name)
    return { try await write(call, value) }
  }

  /// An empty interface name looks over all interfaces, as the specification allows.
  private func find(
    _ name: String, _ interface: String, _ object: ExportedObject
  ) throws(BusFailure) -> (ExportedInterface, Int) {
    let owners = interface.isEmpty ? object.interfaces : [try owner(interface, object)].compactMap(\.self)
    if let member = MemberName(rawValue: name) {
      for owner in owners {
        if let index = owner.table.propertyIndex(member) { return (owner, index) }
      }
    }
    throw .unknownProperty(
      "\(interface.isEmpty ? object.path.rawValue : interface) has no property \"\(name)\".")
  }

  /// - Returns: `nil` for a standard interface: none of them has properties.
  private func owner(
    _ interface: String, _ object: ExportedObject
  ) throws(BusFailure) -> ExportedInterface? {
    if let owner = object.interfaces.first(where: { $0.table.name.rawValue == interface }) { return owner }
    let isStandard = StandardMethod.all.contains {
      $0.interface.rawValue == interface && ($0.kind != .getManagedObjects || object.isObjectManager)
    }
    guard isStandard else { throw .unknownInterface("\(object.path) has no interface \"\(interface)\".") }
    return nil
  }
}
