/// A signal that came over the bus.
public struct SignalMessage: Sendable, Hashable {
  /// The emitter's unique name, or the bus itself.
  public let sender: BusName
  public let path: ObjectPath
  public let interface: InterfaceName
  public let member: MemberName
  public let arguments: [BusValue]

  init(
    sender: BusName, path: ObjectPath, interface: InterfaceName, member: MemberName, arguments: [BusValue]
  ) {
    self.sender = sender
    self.path = path
    self.interface = interface
    self.member = member
    self.arguments = arguments
  }
}
