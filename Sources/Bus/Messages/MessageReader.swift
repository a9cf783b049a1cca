import CDBus
import Glibc

/// Decodes a message's arguments.
///
/// libdbus has validated the message: types, UTF-8, and a depth of 64 at most, which bounds the recursion.
struct MessageReader {
  /// A value takes many times its bytes in the message, so their number is bounded, far above any real use.
  private static let maximumValues = 2_000_000

  private var count = 0

  mutating func arguments(of message: Message) throws(BusError) -> [BusValue] {
    var iterator = DBusMessageIter()
    guard dbus_message_iter_init(message.pointer, &iterator) != 0 else { return [] }
    return try values(at: &iterator)
  }

  private mutating func values(at iterator: inout DBusMessageIter) throws(BusError) -> [BusValue] {
    var values: [BusValue] = []
    while dbus_message_iter_get_arg_type(&iterator) != DBusType.none {
      values.append(try value(at: &iterator))
      dbus_message_iter_next(&iterator)
    }
    return values
  }

  private mutating func value(at iterator: inout DBusMessageIter) throws(BusError) -> BusValue {
    count += 1
    guard count <= Self.maximumValues else {
      throw .unreadable("the message holds more than \(Self.maximumValues) values")
    }
    switch dbus_message_iter_get_arg_type(&iterator) {
    case DBusType.variant:
      return .variant(
        try nested(in: &iterator) { reader, inner throws(BusError) in try reader.value(at: &inner) })
    case DBusType.structure:
      return .structure(
        try nested(in: &iterator) { reader, inner throws(BusError) in try reader.values(at: &inner) })
    case DBusType.array:
      return try array(at: &iterator)
    case let type:
      return try basic(type, at: &iterator)
    }
  }

  private mutating func array(at iterator: inout DBusMessageIter) throws(BusError) -> BusValue {
    guard dbus_message_iter_get_element_type(&iterator) == DBusType.entry else {
      let element = signature(at: &iterator).dropFirst()
      let values = try nested(in: &iterator) { reader, inner throws(BusError) in try reader.values(at: &inner)
      }
      return .array(values, of: Signature(unchecked: String(element)))
    }
    // a{KEY VALUE}: a key is one byte.
    let types = signature(at: &iterator).dropFirst(2).dropLast()
    let entries = try nested(in: &iterator) { reader, inner throws(BusError) in try reader.entries(at: &inner)
    }
    return .dictionary(
      BusDictionary(
        entries, key: Signature(unchecked: String(types.prefix(1))),
        value: Signature(unchecked: String(types.dropFirst()))))
  }

  private mutating func entries(
    at iterator: inout DBusMessageIter
  ) throws(BusError) -> [BusDictionary.Entry] {
    var entries: [BusDictionary.Entry] = []
    while dbus_message_iter_get_arg_type(&iterator) != DBusType.none {
      entries.append(
        try nested(in: &iterator) { reader, inner throws(BusError) in
          let key = try reader.value(at: &inner)
          dbus_message_iter_next(&inner)
          return BusDictionary.Entry(key: key, value: try reader.value(at: &inner))
        })
      dbus_message_iter_next(&iterator)
    }
    return entries
  }

  private mutating func nested<Result>(
    in iterator: inout DBusMessageIter,
    _ body: (inout MessageReader, inout DBusMessageIter) throws(BusError) -> Result
  ) throws(BusError) -> Result {
    var inner = DBusMessageIter()
    dbus_message_iter_recurse(&iterator, &inner)
    return try body(&self, &inner)
  }

  private func signature(at iterator: inout DBusMessageIter) -> String {
    guard let text = dbus_message_iter_get_signature(&iterator) else { outOfMemory() }
    defer { dbus_free(text) }
    return String(cString: text)
  }

  private func basic(_ type: Int32, at iterator: inout DBusMessageIter) throws(BusError) -> BusValue {
    var value = DBusBasicValue()
    dbus_message_iter_get_basic(&iterator, &value)
    switch type {
    case DBusType.byte: return .byte(value.byt)
    case DBusType.boolean: return .boolean(value.bool_val != 0)
    case DBusType.int16: return .int16(value.i16)
    case DBusType.uint16: return .uint16(value.u16)
    case DBusType.int32: return .int32(value.i32)
    case DBusType.uint32: return .uint32(value.u32)
    case DBusType.int64: return .int64(Int64(value.i64))
    case DBusType.uint64: return .uint64(UInt64(value.u64))
    case DBusType.double: return .double(value.dbl)
    case DBusType.string: return .string(String(cString: value.str))
    case DBusType.objectPath: return .objectPath(ObjectPath(unchecked: String(cString: value.str)))
    case DBusType.signature: return .signature(Signature(unchecked: String(cString: value.str)))
    case DBusType.unixFD:
      // libdbus hands out a duplicate, or -1 when the message names a descriptor that it doesn't carry.
      guard value.fd >= 0 else {
        throw .unreadable("the message names a file descriptor that isn't attached")
      }
      return .unixFD(UnixFD(owning: value.fd))
    default: throw .unreadable("the message holds a type of unknown code \(type)")
    }
  }
}
