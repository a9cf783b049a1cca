/// An object on the bus with the state of its interfaces.
final class ExportedObject {
  let path: ObjectPath
  let interfaces: [ExportedInterface]
  /// Whether the nearest object manager above lists it.
  let isManaged: Bool
  let isObjectManager: Bool
  /// Whether its manager has told of it.
  var isAnnounced = false

  init(path: ObjectPath, interfaces: [Interface], isManaged: Bool, isObjectManager: Bool) {
    self.path = path
    self.interfaces = interfaces.map(ExportedInterface.init)
    self.isManaged = isManaged
    self.isObjectManager = isObjectManager
  }

  func interface(_ name: InterfaceName) -> ExportedInterface? {
    interfaces.first { $0.table.name == name }
  }

  /// Whether each property can be answered.
  var isComplete: Bool { interfaces.allSatisfy(\.isComplete) }

  /// `a{sa{sv}}`: each interface with its properties, as an object manager tells of them.
  var interfacesAndProperties: BusValue {
    let entries = interfaces.map {
      BusDictionary.Entry(
        key: .string($0.table.name.rawValue), value: .dictionary(ExportedInterface.dictionary($0.allValues)))
    }
    return .dictionary(BusDictionary(entries, key: .string, value: .variantMap))
  }
}
