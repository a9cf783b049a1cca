/// One signal of an interface.
public struct Signal: Sendable {
  public let name: MemberName
  public let arguments: [Argument]
  let signature: Signature

  /// - Parameter arguments: a name and a type each.
  public init<each Value: BusConvertible>(
    _ name: MemberName, _ arguments: repeat (String, (each Value).Type)
  ) {
    var names: [String] = []
    var types: [Signature] = []
    for (name, type) in repeat each arguments {
      names.append(name)
      types.append(type.busSignature)
    }
    self.name = name
    self.arguments = Argument.list(names, types, of: name)
    signature = Signature(joining: types)
  }
}
