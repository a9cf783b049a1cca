/// An interface as a table: dispatch, checks and introspection all come from it.
public struct Interface: Sendable {
  public let name: InterfaceName
  public let methods: [Method]
  public let properties: [Property]
  public let signals: [Signal]
  private let methodIndices: [MemberName: Int]
  private let propertyIndices: [MemberName: Int]

  /// A name that occurs twice among the members of a kind is a bug, and ends the process.
  public init(
    _ name: InterfaceName, methods: [Method] = [], properties: [Property] = [], signals: [Signal] = []
  ) {
    self.name = name
    self.methods = methods
    self.properties = properties
    self.signals = signals
    methodIndices = Dictionary(uniqueKeysWithValues: methods.enumerated().map { ($1.name, $0) })
    propertyIndices = Dictionary(uniqueKeysWithValues: properties.enumerated().map { ($1.name, $0) })
  }

  func method(_ name: MemberName) -> Method? {
    methodIndices[name].map { methods[$0] }
  }

  func propertyIndex(_ name: MemberName) -> Int? {
    propertyIndices[name]
  }

  func signal(_ name: MemberName) -> Signal? {
    signals.first { $0.name == name }
  }
}
