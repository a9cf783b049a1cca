extension Array: BusResult, BusConvertible where Element: BusConvertible {
  public static var busSignature: Signature { Signature(unchecked: "a" + Element.busSignature.rawValue) }

  public var busValue: BusValue { .array(map { $0.busValue }, of: Element.busSignature) }

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

extension Dictionary: BusResult, BusConvertible where Key == String, Value: BusConvertible {
  public static var busSignature: Signature {
    BusDictionary([], key: .string, value: Value.busSignature).signature
  }

  public var busValue: BusValue { .dictionary(Value.busDictionary(of: self)) }

  public init?(busValue: BusValue) {
    guard case .dictionary(let dictionary) = busValue, let map = Value.map(of: dictionary) else { return nil }
    self = map
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

  public static func busDictionary(of map: VariantMap) -> BusDictionary {
    BusDictionary(map)
  }

  public static func map(of dictionary: BusDictionary) -> VariantMap? {
    dictionary.variantMap
  }
}
