/// Well-known names, and who owns them.
extension BusConnection {
  static let busName: BusName = "org.freedesktop.DBus"
  static let busPath: ObjectPath = "/org/freedesktop/DBus"
  static let busInterface: InterfaceName = "org.freedesktop.DBus"

  /// Asks for a name, without waiting in its queue and without letting anyone replace this owner.
  /// - Throws: `BusError.unpublishedProperties` while a property can't be answered; what `call` throws.
  public func requestName(_ name: BusName) async throws(BusError) -> NameReply {
    let unpublished = unpublishedProperties
    guard unpublished.isEmpty else { throw .unpublishedProperties(unpublished) }
    let doNotQueue: UInt32 = 4
    let reply = try await callBus("RequestName", [.string(name.rawValue), .uint32(doNotQueue)])
    let becameOwner: UInt32 = 1
    let wasOwner: UInt32 = 4
    if reply == [.uint32(becameOwner)] || reply == [.uint32(wasOwner)] { return .owned }
    return .taken(by: try await owner(of: name))
  }

  /// The unique name of the connection that owns `name`; `nil` when none does.
  public func owner(of name: BusName) async throws(BusError) -> BusName? {
    do {
      let reply = try await callBus("GetNameOwner", [.string(name.rawValue)])
      guard case .string(let owner)? = reply.first else { return nil }
      return BusName(rawValue: owner)
    } catch .remote("org.freedesktop.DBus.Error.NameHasNoOwner", _) {
      return nil
    }
  }

  func callBus(_ member: MemberName, _ arguments: [BusValue]) async throws(BusError) -> [BusValue] {
    try await call(
      Self.busName, at: Self.busPath, interface: Self.busInterface, member: member, arguments: arguments)
  }
}
