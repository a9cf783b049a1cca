extension Bool: BusConvertible {
  public static var busSignature: Signature { .boolean }
  public var busValue: BusValue { .boolean(self) }

  public init?(busValue: BusValue) {
    guard case .boolean(let value) = busValue else { return nil }
    self = value
  }
}

extension UInt8: BusConvertible {
  public static var busSignature: Signature { .byte }
  public var busValue: BusValue { .byte(self) }

  public init?(busValue: BusValue) {
    guard case .byte(let value) = busValue else { return nil }
    self = value
  }
}

extension Int16: BusConvertible {
  public static var busSignature: Signature { .int16 }
  public var busValue: BusValue { .int16(self) }

  public init?(busValue: BusValue) {
    guard case .int16(let value) = busValue else { return nil }
    self = value
  }
}

extension UInt16: BusConvertible {
  public static var busSignature: Signature { .uint16 }
  public var busValue: BusValue { .uint16(self) }

  public init?(busValue: BusValue) {
    guard case .uint16(let value) = busValue else { return nil }
    self = value
  }
}

extension Int32: BusConvertible {
  public static var busSignature: Signature { .int32 }
  public var busValue: BusValue { .int32(self) }

  public init?(busValue: BusValue) {
    guard case .int32(let value) = busValue else { return nil }
    self = value
  }
}

extension UInt32: BusConvertible {
  public static var busSignature: Signature { .uint32 }
  public var busValue: BusValue { .uint32(self) }

  public init?(busValue: BusValue) {
    guard case .uint32(let value) = busValue else { return nil }
    self = value
  }
}

extension Int64: BusConvertible {
  public static var busSignature: Signature { .int64 }
  public var busValue: BusValue { .int64(self) }

  public init?(busValue: BusValue) {
    guard case .int64(let value) = busValue else { return nil }
    self = value
  }
}

extension UInt64: BusConvertible {
  public static var busSignature: Signature { .uint64 }
  public var busValue: BusValue { .uint64(self) }

  public init?(busValue: BusValue) {
    guard case .uint64(let value) = busValue else { return nil }
    self = value
  }
}

extension Double: BusConvertible {
  public static var busSignature: Signature { .double }
  public var busValue: BusValue { .double(self) }

  public init?(busValue: BusValue) {
    guard case .double(let value) = busValue else { return nil }
    self = value
  }
}

extension String: BusConvertible {
  public static var busSignature: Signature { .string }
  public var busValue: BusValue { .string(self) }

  public init?(busValue: BusValue) {
    guard case .string(let value) = busValue else { return nil }
    self = value
  }
}

extension ObjectPath: BusConvertible {
  public static var busSignature: Signature { .objectPath }
  public var busValue: BusValue { .objectPath(self) }

  public init?(busValue: BusValue) {
    guard case .objectPath(let value) = busValue else { return nil }
    self = value
  }
}

extension Signature: BusConvertible {
  public static var busSignature: Signature { .signature }
  public var busValue: BusValue { .signature(self) }

  public init?(busValue: BusValue) {
    guard case .signature(let value) = busValue else { return nil }
    self = value
  }
}

extension UnixFD: BusConvertible {
  public static var busSignature: Signature { .unixFD }
  public var busValue: BusValue { .unixFD(self) }

  public init?(busValue: BusValue) {
    guard case .unixFD(let value) = busValue else { return nil }
    self = value
  }
}
