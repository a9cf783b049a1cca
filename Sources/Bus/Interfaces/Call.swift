/// Who calls what: the first argument of each handler.
public struct Call: Sendable {
  /// The caller's unique name.
  public let sender: BusName
  public let path: ObjectPath
  /// The interface that the member was found in, also when the caller named none.
  public let interface: InterfaceName
  public let member: MemberName

  init(sender: BusName, path: ObjectPath, interface: InterfaceName, member: MemberName) {
    self.sender = sender
    self.path = path
    self.interface = interface
    self.member = member
  }
}
