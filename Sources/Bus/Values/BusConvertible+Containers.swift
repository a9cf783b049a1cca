extension Array: BusConvertible where Element: BusConvertible {
  public static var busSignature: Signature { Signature(unchecked: "a" + Element.busSignature.rawValue) }

  public var busValue: BusValue { .array(map(\.busValue), of: Element.busSignature) }

  public init?(busValue: BusValue) {
    guard case .array(let values, of: Element.busSignature) = busValue else { return nil }
    self.init()
    reserveCapacity(values.count)
    for value in values {
      guard let element = Element(busValue: value) else { return nil }
      append(element)
    }
  }
}

extension Dictionary: BusConvertible where Key == String, Value: BusConvertible {
  public static var busSignature: Signature {
    BusDictionary([], key: .string, value: Value.busSignature).signature
  }

  public var busValue: BusValue {
    let entries = map { BusDictionary.Entry(key: .string($0), value: $1.busValue) }
    return .dictionary(BusDictionary(entries, key: .string, value: Value.busSignature))
  }

  /// Of entries with the same key the last one counts.
  public init?(busValue: BusValue) {
    guard case .dictionary(let dictionary) = busValue, dictionary.key == .string,
      dictionary.value == Value.busSignature
    else { return nil }
    self.init(minimumCapacity: dictionary.entries.count)
    for entry in dictionary.entries {
      guard case .string(let key) = entry.key, let value = Value(busValue: entry.value) else { return nil }
      self[key] = value
    }
  }
}

/// As an argument or a property's type a `BusValue` is a variant: any type, named in the message.
extension BusValue: BusConvertible {
  public static var busSignature: Signature { .variant }

  public var busValue: BusValue { .variant(self) }

  public init?(busValue: BusValue) {
    guard case .variant(let content) = busValue else { return nil }
    self = content
  }
}
