/// A read of the published state, which the connection answers without a handler.
enum StateRead {
  /// An empty interface name looks over all interfaces.
  case property(ExportedObject, interface: String, name: String)
  case allProperties(ExportedObject, interface: String)
  case managedObjects(ExportedObject)
}
