/// One interface of the contract.
public struct ContractInterface: Hashable, Sendable {
  /// `org.soulplayer.Library`.
  public let name: String
  /// A whole introspection document, as the D-Bus specification has it: a `node` with this one `interface`.
  public let xml: String

  init(name: String, embedded: [UInt8]) {
    self.name = name
    xml = String(decoding: embedded, as: UTF8.self)
  }
}
