/// `org.freedesktop.DBus.Introspectable`.
extension BusConnection {
  /// The XML of the node at `path`: the object's tables and the nodes right below.
  func introspection(of path: ObjectPath) -> String {
    var document = IntrospectionDocument()
    if let object = objects[path] {
      for interface in object.interfaces { document.append(interface.table) }
      document.appendStandard(StandardInterface.properties)
      if object.isObjectManager { document.appendStandard(StandardInterface.objectManager) }
    }
    document.appendStandard(StandardInterface.introspectable)
    document.appendStandard(StandardInterface.peer)
    for name in objects.children(of: path) { document.appendNode(name) }
    return document.text
  }
}
