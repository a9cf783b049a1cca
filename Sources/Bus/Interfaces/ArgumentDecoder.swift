/// Takes a call's arguments one by one as a handler's types. Their signature has been checked before.
struct ArgumentDecoder {
  private let values: [BusValue]
  private let names: [String]
  private var index = 0

  init(_ values: [BusValue], names: [String]) {
    self.values = values
    self.names = names
  }

  /// - Throws: `InvalidArgs` when the value is of the right bus type, but not one that `Value` allows.
  mutating func next<Value: BusConvertible>(_ type: Value.Type) throws(BusFailure) -> Value {
    defer { index += 1 }
    guard let value = Value(busValue: values[index]) else {
      throw .invalidArguments("\(names[index]) has a value that isn't allowed.")
    }
    return value
  }
}
