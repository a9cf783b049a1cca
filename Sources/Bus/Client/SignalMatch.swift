/// Which signals to hear. What is left out matches everything.
public struct SignalMatch: Sendable, Hashable {
  /// A unique name, or a well-known one: then whoever owns it when the signal comes.
  public var sender: BusName?
  public var path: ObjectPath?
  /// Objects at this path and below.
  public var pathNamespace: ObjectPath?
  public var interface: InterfaceName?
  public var member: MemberName?
  /// The first argument, which has to be a string.
  public var firstArgument: String?

  public init(
    sender: BusName? = nil, path: ObjectPath? = nil, pathNamespace: ObjectPath? = nil,
    interface: InterfaceName? = nil, member: MemberName? = nil, firstArgument: String? = nil
  ) {
    self.sender = sender
    self.path = path
    self.pathNamespace = pathNamespace
    self.interface = interface
    self.member = member
    self.firstArgument = firstArgument
  }

  /// This as the chapter "Match Rules" of the specification writes it.
  var rule: String {
    let parts: [(String, String?)] = [
      ("sender", sender?.rawValue), ("path", path?.rawValue), ("path_namespace", pathNamespace?.rawValue),
      ("interface", interface?.rawValue), ("member", member?.rawValue), ("arg0", firstArgument),
    ]
    let conditions = parts.compactMap { key, value in
      value.map { "\(key)='\($0.replacing("'", with: #"'\''"#))'" }
    }
    return (["type='signal'"] + conditions).joined(separator: ",")
  }

  /// Whether a signal matches, but for the sender.
  func matches(_ signal: SignalMessage) -> Bool {
    if let path, path != signal.path { return false }
    if let pathNamespace, !signal.path.isAtOrBelow(pathNamespace) { return false }
    if let interface, interface != signal.interface { return false }
    if let member, member != signal.member { return false }
    if let firstArgument, signal.arguments.first != .string(firstArgument) { return false }
    return true
  }
}

extension ObjectPath {
  fileprivate func isAtOrBelow(_ path: ObjectPath) -> Bool {
    self == path || path.rawValue == "/" || rawValue.hasPrefix(path.rawValue + "/")
  }
}
