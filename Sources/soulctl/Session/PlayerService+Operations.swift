import Bus
import Contract

/// What the daemon does in the background.
extension PlayerService {
  func operations() async throws(CommandFailure) -> [OperationState] {
    try await managedObjects(with: InterfaceNames.operation).map(OperationState.init)
      .sorted { NaturalOrder.areInOrder($0.path.rawValue, $1.path.rawValue) }
  }

  /// The objects that have this interface, with its properties, in no order.
  func managedObjects(
    with interface: String
  ) async throws(CommandFailure) -> [(path: ObjectPath, properties: VariantMap)] {
    let reply = try await call(
      "GetManagedObjects", of: "org.freedesktop.DBus.ObjectManager", at: ObjectPaths.service, [])
    guard case .dictionary(let objects)? = reply.first else {
      throw .unexpectedAnswer(from: "GetManagedObjects")
    }
    return objects.entries.compactMap { object in
      guard case .objectPath(let path) = object.key, case .dictionary(let interfaces) = object.value,
        let properties = interfaces[interface].flatMap({ VariantMap(busValue: $0) })
      else { return nil }
      return (path, properties)
    }
  }

  /// Throws `notFound` for one that never was, or ended more than a minute ago.
  func operation(_ path: ObjectPath) async throws(CommandFailure) -> OperationState {
    do {
      return OperationState(
        path: path, properties: try await properties(of: InterfaceNames.operation, at: path.rawValue))
    } catch {
      guard case .refused(let name, _) = error,
        ["UnknownObject", "UnknownInterface", "UnknownMethod"].contains(where: name.hasSuffix)
      else { throw error }
      throw .notFound("There is no operation \(path). One that has ended is forgotten after a minute.")
    }
  }

  /// Calls what starts an operation, and waits for its end where that is wanted.
  func carryOut(
    _ member: MemberName, of interface: String = InterfaceNames.sources, _ arguments: [BusValue],
    _ wait: WaitOptions, _ console: Console
  ) async throws {
    let watch = try await OperationWatch.begin(self)
    let reply = try await call(member, of: interface, at: ObjectPaths.service, arguments)
    let operation: ObjectPath = try result(0, of: reply, from: member.rawValue)
    guard wait.isWanted else {
      try console.show(Answer([.operation: operation.busValue]), [operation.rawValue])
      return
    }
    try await watch.report(operation, on: console)
  }

  /// `Finished` of every operation, and the changes of their properties.
  func operationSignals() async throws(CommandFailure) -> AsyncStream<SignalMessage> {
    do {
      return try await bus.signals(SignalMatch(sender: owner, pathNamespace: "/org/soulplayer/operations"))
    } catch {
      throw Self.failure(error, of: "AddMatch")
    }
  }

  /// The daemon's connection, then `nil` once it has left the bus.
  func presence() async throws(CommandFailure) -> AsyncStream<BusName?> {
    do {
      return try await bus.owners(of: owner)
    } catch {
      throw Self.failure(error, of: "GetNameOwner")
    }
  }
}
