/// One argument of a method or a signal, as introspection shows it.
public struct Argument: Sendable, Hashable {
  public let name: String
  public let signature: Signature

  /// `names` and `types` must be as many.
  static func list(_ names: [String], _ types: [Signature], of member: MemberName) -> [Argument] {
    precondition(
      names.count == types.count, "\(member) has \(types.count) arguments and \(names.count) names")
    return zip(names, types).map { name, signature in
      precondition(signature.isSingle, "\(member)'s \(name) is of no single complete type: \"\(signature)\"")
      return Argument(name: name, signature: signature)
    }
  }
}
