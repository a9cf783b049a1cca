import Logging

/// Objects, their state and their signals.
extension BusConnection {
  /// Puts an object on the bus. A path that is taken is a bug, and ends the process.
  ///
  /// Each property that isn't computed needs a value before anyone asks: `publish` it next.
  /// - Parameters:
  ///   - managed: whether the nearest object manager above tells of this object: once all properties have values.
  ///   - objectManager: whether this object is such a manager.
  public func export(
    _ interfaces: [Interface], at path: ObjectPath, managed: Bool = false, objectManager: Bool = false
  ) {
    let object = ExportedObject(
      path: path, interfaces: interfaces, isManaged: managed, isObjectManager: objectManager)
    objects.insert(object)
    announceIfComplete(object)
  }

  /// Takes an object off the bus. Without effect where there is none.
  public func unexport(at path: ObjectPath) {
    guard let object = objects.remove(path), object.isAnnounced, let manager = objects.manager(of: path)
    else {
      return
    }
    let names = object.interfaces.map { BusValue.string($0.table.name.rawValue) }
    send(
      StandardInterface.interfacesRemoved, of: StandardInterface.objectManager, at: manager.path,
      [.objectPath(path), .array(names, of: .string)], as: "oas")
  }

  /// Makes `values` the state of these properties, and tells in one `PropertiesChanged` what of it is new.
  ///
  /// A property's first value is told to nobody. Without effect where no such object is; a property that isn't
  /// in the table, or another type than the table's, is a bug and ends the process.
  public func publish(_ values: [MemberName: BusValue], of interface: InterfaceName, at path: ObjectPath) {
    guard let object = objects[path] else { return }
    guard let owner = object.interface(interface) else {
      preconditionFailure("\(path) has no interface \(interface)")
    }
    let changes = owner.publish(values)
    announceIfComplete(object)
    let told = changes.filter { $0.0.emits == .value }.map { ($0.0.name, $0.1) }
    let invalidated = changes.filter { $0.0.emits == .invalidates }.map {
      BusValue.string($0.0.name.rawValue)
    }
    guard !told.isEmpty || !invalidated.isEmpty else { return }
    send(
      StandardInterface.propertiesChanged, of: StandardInterface.properties, at: path,
      [
        .string(interface.rawValue), .dictionary(ExportedInterface.dictionary(told)),
        .array(invalidated, of: .string),
      ], as: "sa{sv}as")
  }

  /// Emits a signal of the table. Without effect where no such object is; a signal that isn't in the table, or
  /// other types than the table's, are a bug and end the process.
  public func emit(
    _ signal: MemberName, of interface: InterfaceName, at path: ObjectPath, _ arguments: [BusValue] = []
  ) {
    guard let object = objects[path] else { return }
    guard let entry = object.interface(interface)?.table.signal(signal) else {
      preconditionFailure("\(path) has no signal \(interface).\(signal)")
    }
    let types = arguments.map(\.signature.rawValue).joined()
    precondition(
      types == entry.signature.rawValue, "\(signal) takes \"\(entry.signature)\", not \"\(types)\"")
    send(signal, of: interface, at: path, arguments, as: entry.signature)
  }

  func managedObjects(of manager: ExportedObject) -> BusValue {
    let entries = objects.objects(managedBy: manager).map {
      BusDictionary.Entry(key: .objectPath($0.path), value: $0.interfacesAndProperties)
    }
    return .dictionary(BusDictionary(entries, key: .objectPath, value: "a{sa{sv}}"))
  }

  /// The properties that can't be answered yet: `path interface.property`.
  var unpublishedProperties: [String] {
    objects.all.flatMap { object in
      object.interfaces.flatMap { interface in
        interface.unpublished.map { "\(object.path) \(interface.table.name).\($0)" }
      }
    }
  }

  private func announceIfComplete(_ object: ExportedObject) {
    guard object.isManaged, !object.isAnnounced, object.isComplete else { return }
    object.isAnnounced = true
    guard let manager = objects.manager(of: object.path) else { return }
    send(
      StandardInterface.interfacesAdded, of: StandardInterface.objectManager, at: manager.path,
      [.objectPath(object.path), object.interfacesAndProperties], as: "oa{sa{sv}}")
  }

  private func send(
    _ signal: MemberName, of interface: InterfaceName, at path: ObjectPath, _ arguments: [BusValue],
    as signature: Signature
  ) {
    guard let transport else { return }
    let message = Message(signal: signal, of: interface, at: path)
    do {
      try message.append(arguments, as: signature)
      transport.send(message)
    } catch {
      logger.error("signal not sent", metadata: ["signal": "\(interface).\(signal)", "reason": "\(error)"])
    }
  }
}
