import CDBus

/// Encodes arguments into a message, and checks on the way what libdbus would end the process for: each value
/// against its declared type, the depth, and the sizes.
struct MessageWriter {
  /// The specification's limits, in bytes; a message's leaves room for its header.
  static let maximumArray = 64 << 20
  static let maximumBody = (128 << 20) - (64 << 10)
  static let maximumDepth = 64

  /// The size of the body so far, with the padding that the wire format asks for.
  var size = 0
  var depth = 0

  mutating func append(
    _ arguments: [BusValue], as signature: Signature, to message: Message
  ) throws(BusError) {
    guard signature.rawValue.isValid(by: dbus_signature_validate) else {
      throw .unencodable("\"\(signature)\" is no valid signature")
    }
    var iterator = DBusMessageIter()
    dbus_message_iter_init_append(message.pointer, &iterator)
    try append(arguments, as: signature.completeTypes, to: &iterator)
  }

  /// Appends values of these types, one of each.
  mutating func append(
    _ values: [BusValue], as types: [Signature], to iterator: inout DBusMessageIter
  ) throws(BusError) {
    guard values.count == types.count else {
      throw .unencodable(
        "\(values.count) values were given where \"\(types.map(\.rawValue).joined())\" is due")
    }
    for (value, type) in zip(values, types) { try append(value, as: type, to: &iterator) }
  }

  /// Appends a value of the single complete type `type`.
  mutating func append(
    _ value: BusValue, as type: Signature, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    switch value {
    case .array(let elements, let element) where type.isArray(of: element):
      try append(elements, of: element, to: &iterator)
    case .dictionary(let dictionary) where type == dictionary.signature:
      try append(dictionary, to: &iterator)
    case .structure(let fields) where type.isStructure:
      try append(structure: fields, as: type.fieldTypes, to: &iterator)
    case .variant(let content) where type == .variant: try append(variant: content, to: &iterator)
    default:
      guard let code = value.basicCode, type.isBasic(code) else {
        throw .unencodable("a value of type \"\(value.signature)\" was given where \"\(type)\" is due")
      }
      try append(basic: value, Int32(code), to: &iterator)
    }
  }
}
