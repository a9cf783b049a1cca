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
    var types = Array(signature.rawValue.utf8)[...]
    for argument in arguments { try append(argument, as: &types, to: &iterator) }
    guard types.isEmpty else {
      throw .unencodable("\(arguments.count) values are too few for the types \"\(signature)\"")
    }
  }

  /// Appends `value`, which must be of the first complete type in `types`, and takes that type off.
  mutating func append(
    _ value: BusValue, as types: inout ArraySlice<UInt8>, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    guard let type = types.first else { throw .unencodable("there are more values than types") }
    types.removeFirst()
    switch (value, type) {
    case (.byte(var byte), UInt8(ascii: "y")): try append(&byte, type, size: 1, to: &iterator)
    case (.boolean(let boolean), UInt8(ascii: "b")):
      var raw: dbus_bool_t = boolean ? 1 : 0
      try append(&raw, type, size: 4, to: &iterator)
    case (.int16(var number), UInt8(ascii: "n")): try append(&number, type, size: 2, to: &iterator)
    case (.uint16(var number), UInt8(ascii: "q")): try append(&number, type, size: 2, to: &iterator)
    case (.int32(var number), UInt8(ascii: "i")): try append(&number, type, size: 4, to: &iterator)
    case (.uint32(var number), UInt8(ascii: "u")): try append(&number, type, size: 4, to: &iterator)
    case (.int64(var number), UInt8(ascii: "x")): try append(&number, type, size: 8, to: &iterator)
    case (.uint64(var number), UInt8(ascii: "t")): try append(&number, type, size: 8, to: &iterator)
    case (.double(var number), UInt8(ascii: "d")): try append(&number, type, size: 8, to: &iterator)
    case (.string(let string), UInt8(ascii: "s")): try append(string, type, to: &iterator)
    case (.objectPath(let path), UInt8(ascii: "o")): try append(path.rawValue, type, to: &iterator)
    case (.signature(let signature), UInt8(ascii: "g")): try append(signature, to: &iterator)
    case (.unixFD(let descriptor), UInt8(ascii: "h")): try append(descriptor, to: &iterator)
    case (.array(let elements, let element), UInt8(ascii: "a")):
      guard element.isBasic || element.isSingle else {
        throw .unencodable("\"\(element)\" is no type that an array can hold")
      }
      try take(element.rawValue, from: &types)
      try append(elements, of: element, to: &iterator)
    case (.dictionary(let dictionary), UInt8(ascii: "a")):
      try take(dictionary.entrySignature, from: &types)
      try append(dictionary, to: &iterator)
    case (.structure(let fields), UInt8(ascii: "(")):
      try append(fields, as: &types, to: &iterator)
    case (.variant(let content), UInt8(ascii: "v")): try append(variant: content, to: &iterator)
    default:
      throw .unencodable(
        "a value of type \"\(value.signature)\" was given where \"\(Character(UnicodeScalar(type)))\" is due")
    }
  }

  /// Takes the type of an array's elements off `types`: it must be the one that the array itself claims.
  private func take(_ element: String, from types: inout ArraySlice<UInt8>) throws(BusError) {
    guard types.starts(with: element.utf8) else {
      throw .unencodable(
        "an array of \"\(element)\" was given where \"\(String(decoding: types, as: UTF8.self))\" is due")
    }
    types.removeFirst(element.utf8.count)
  }
}
