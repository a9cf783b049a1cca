/// One property of an interface.
public struct Property: Sendable {
  public let name: MemberName
  public let signature: Signature
  public let emits: EmitsChanged
  /// Computes the value at each read; `nil` for a property whose value is published.
  let read: (@Sendable () -> BusValue)?
  let write: (@Sendable (Call, BusValue) async throws -> Void)?

  public var isWritable: Bool { write != nil }

  /// - Parameters:
  ///   - emits: of a computed property only `.never` or `.constant`: nothing tells of its changes.
  ///   - read: makes this a computed property. It runs on the connection's thread at each read, so it has to
  ///     be quick and must not block.
  ///   - write: makes this property writable. The value shows in reads once it is published.
  public init<Value: BusConvertible>(
    _ name: MemberName, _ type: Value.Type, emits: EmitsChanged = .value,
    read: (@Sendable () -> Value)? = nil, write: (@Sendable (Call, Value) async throws -> Void)? = nil
  ) {
    precondition(Value.busSignature.isSingle, "\(name) is of no single complete type")
    precondition(
      read == nil || emits == .never || emits == .constant,
      "\(name) is computed and can't tell of its changes")
    self.name = name
    self.emits = emits
    signature = Value.busSignature
    if let read {
      self.read = { read().busValue }
    } else {
      self.read = nil
    }
    if let write {
      self.write = { call, value in
        guard let value = Value(busValue: value) else {
          throw BusFailure.invalidArguments("\(name) has a value that isn't allowed.")
        }
        try await write(call, value)
      }
    } else {
      self.write = nil
    }
  }
}
