import Bus
import Contract

/// Reads the trailing `a{sv}` of a method: an unknown key or a wrong type is `InvalidArgs`.
struct OptionArguments {
  private let values: VariantMap

  /// - Parameter keys: those that the method takes.
  init(_ values: VariantMap, keys: FieldName...) throws(BusFailure) {
    let known = Set(keys.map(\.rawValue))
    if let unknown = values.keys.filter({ !known.contains($0) }).min() {
      let takes = keys.isEmpty ? "" : "; it takes \(keys.map(\.rawValue).joined(separator: ", "))"
      throw .invalidArguments("There is no option “\(unknown.prefix(40))”\(takes).")
    }
    self.values = values
  }

  func flag(_ key: FieldName) throws(BusFailure) -> Bool? { try read(key, "a boolean") }

  func text(_ key: FieldName) throws(BusFailure) -> String? { try read(key, "a string") }

  private func read<Value: BusConvertible>(_ key: FieldName, _ kind: String) throws(BusFailure) -> Value? {
    guard let value = values[key.rawValue] else { return nil }
    return try Self.read(value, key.rawValue, kind)
  }

  /// - Parameter kind: what the key takes, in words.
  static func read<Value: BusConvertible>(
    _ value: BusValue, _ key: String, _ kind: String
  ) throws(BusFailure) -> Value {
    guard let value = Value(busValue: value) else {
      throw .invalidArguments(
        "“\(key)” takes \(kind) (\(Value.busSignature)), not the type \(value.signature).")
    }
    return value
  }
}
