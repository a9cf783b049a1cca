import Bus

/// What the daemon says of its own objects.
extension PlayerService {
  /// - Parameters:
  ///   - root: this object and all below it.
  ///   - all: also the interfaces that every object has.
  /// - Returns: the objects that have any, in the order of their paths.
  func objects(below root: ObjectPath, all: Bool) async throws(CommandFailure) -> [IntrospectedObject] {
    let reply = try await call("Introspect", of: "org.freedesktop.DBus.Introspectable", at: root.rawValue, [])
    let xml: String = try result(0, of: reply, from: "Introspect")
    guard let node = IntrospectionParser.parse(xml) else { throw .unexpectedAnswer(from: "Introspect") }
    let interfaces = node.interfaces.filter { all || !$0.name.hasPrefix("org.freedesktop.DBus.") }
    var values: [String: VariantMap] = [:]
    for interface in interfaces where !interface.properties.isEmpty {
      values[interface.name] = try await properties(of: interface.name, at: root.rawValue)
    }
    var objects: [IntrospectedObject] = []
    if !interfaces.isEmpty {
      objects.append(IntrospectedObject(path: root.rawValue, interfaces: interfaces, values: values))
    }
    for child in node.children.sorted(by: NaturalOrder.areInOrder) {
      guard let path = root.appending(child) else { continue }
      objects += try await self.objects(below: path, all: all)
    }
    return objects
  }
}
