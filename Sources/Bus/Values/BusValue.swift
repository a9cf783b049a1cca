/// A value of the bus' type system.
///
/// Two dictionaries are equal when they hold the same entries, in whatever order.
public enum BusValue: Sendable, Hashable {
  case byte(UInt8)
  case boolean(Bool)
  case int16(Int16)
  case uint16(UInt16)
  case int32(Int32)
  case uint32(UInt32)
  case int64(Int64)
  case uint64(UInt64)
  case double(Double)
  /// A NUL, which the bus can't carry, is sent as U+FFFD.
  case string(String)
  case objectPath(ObjectPath)
  case signature(Signature)
  case unixFD(UnixFD)
  /// `of` is the single complete type of the elements, so that an empty array has one too.
  case array([BusValue], of: Signature)
  /// One field at least.
  case structure([BusValue])
  case dictionary(BusDictionary)
  indirect case variant(BusValue)
}

extension BusValue {
  /// The single complete type of this value.
  public var signature: Signature {
    switch self {
    case .byte: .byte
    case .boolean: .boolean
    case .int16: .int16
    case .uint16: .uint16
    case .int32: .int32
    case .uint32: .uint32
    case .int64: .int64
    case .uint64: .uint64
    case .double: .double
    case .string: .string
    case .objectPath: .objectPath
    case .signature: .signature
    case .unixFD: .unixFD
    case .array(_, let element): Signature(unchecked: "a" + element.rawValue)
    case .structure(let fields):
      Signature(unchecked: "(" + fields.map(\.signature.rawValue).joined() + ")")
    case .dictionary(let dictionary): dictionary.signature
    case .variant: .variant
    }
  }
}
