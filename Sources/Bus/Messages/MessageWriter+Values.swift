import CDBus
import Glibc

extension MessageWriter {
  mutating func append<Value: BitwiseCopyable>(
    _ value: inout Value, _ type: UInt8, size bytes: Int, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    try count(bytes, alignedTo: bytes)
    requireMemory(dbus_message_iter_append_basic(&iterator, Int32(type), &value))
  }

  mutating func append(
    _ string: String, _ type: UInt8, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    // Three bytes for each NUL, which goes as U+FFFD; paths and others have none.
    try count(4 + string.utf8.count + 1, alignedTo: 4)
    requireMemory(
      string.withSendableCString { pointer in
        var pointer: UnsafePointer<CChar>? = pointer
        return dbus_message_iter_append_basic(&iterator, Int32(type), &pointer)
      })
  }

  mutating func append(_ signature: Signature, to iterator: inout DBusMessageIter) throws(BusError) {
    try count(1 + signature.rawValue.utf8.count + 1, alignedTo: 1)
    requireMemory(
      signature.rawValue.withCString { pointer in
        var pointer: UnsafePointer<CChar>? = pointer
        return dbus_message_iter_append_basic(&iterator, DBusType.signature, &pointer)
      })
  }

  mutating func append(_ value: UnixFD, to iterator: inout DBusMessageIter) throws(BusError) {
    try count(4, alignedTo: 4)
    var descriptor = value.descriptor
    // libdbus sends a duplicate. This append alone fails for something else than memory.
    guard fcntl(descriptor, F_GETFD) >= 0,
      dbus_message_iter_append_basic(&iterator, DBusType.unixFD, &descriptor) != 0
    else { throw .unencodable("file descriptor \(descriptor) can't be duplicated") }
  }

  mutating func append(variant content: BusValue, to iterator: inout DBusMessageIter) throws(BusError) {
    let signature = content.signature
    try count(1 + signature.rawValue.utf8.count + 1, alignedTo: 1)
    guard signature.isBasic || signature.isSingle else {
      throw .unencodable("\"\(signature)\" is no type that a variant can hold")
    }
    try container(DBusType.variant, of: signature.rawValue, in: &iterator) {
      writer, inner throws(BusError) in
      try writer.append(content, being: signature, to: &inner)
    }
  }

  mutating func append(
    _ fields: [BusValue], as types: inout ArraySlice<UInt8>, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    try count(0, alignedTo: 8)
    var rest = types
    try container(DBusType.structure, of: nil, in: &iterator) { writer, inner throws(BusError) in
      for field in fields { try writer.append(field, as: &rest, to: &inner) }
    }
    guard rest.first == UInt8(ascii: ")") else {
      throw .unencodable("\(fields.count) fields are not what the declared structure has")
    }
    types = rest.dropFirst()
  }

  mutating func append(
    _ elements: [BusValue], of element: Signature, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    let types = Array(element.rawValue.utf8)[...]
    try array(of: element.rawValue, in: &iterator) { writer, inner throws(BusError) in
      for value in elements {
        var rest = types
        try writer.append(value, as: &rest, to: &inner)
      }
    }
  }

  mutating func append(
    _ dictionary: BusDictionary, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    try array(of: dictionary.entrySignature, in: &iterator) { writer, inner throws(BusError) in
      for entry in dictionary.entries {
        try writer.count(0, alignedTo: 8)
        try writer.container(DBusType.entry, of: nil, in: &inner) { writer, pair throws(BusError) in
          try writer.append(entry.key, being: dictionary.key, to: &pair)
          try writer.append(entry.value, being: dictionary.value, to: &pair)
        }
      }
    }
  }

  /// Appends `value`, which must be of the single complete type `signature`.
  private mutating func append(
    _ value: BusValue, being signature: Signature, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    var types = Array(signature.rawValue.utf8)[...]
    try append(value, as: &types, to: &iterator)
  }

  private mutating func array(
    of element: String, in iterator: inout DBusMessageIter,
    _ body: (inout MessageWriter, inout DBusMessageIter) throws(BusError) -> Void
  ) throws(BusError) {
    try count(4, alignedTo: 4)
    let start = size
    try container(DBusType.array, of: element, in: &iterator, body)
    guard size - start <= Self.maximumArray else { throw .unencodable("an array is larger than 64 MiB") }
  }

  private mutating func container(
    _ type: Int32, of contained: String?, in iterator: inout DBusMessageIter,
    _ body: (inout MessageWriter, inout DBusMessageIter) throws(BusError) -> Void
  ) throws(BusError) {
    guard depth < Self.maximumDepth else {
      throw .unencodable("the value is nested deeper than \(Self.maximumDepth) levels")
    }
    var inner = DBusMessageIter()
    requireMemory(dbus_message_iter_open_container(&iterator, type, contained, &inner))
    depth += 1
    do {
      try body(&self, &inner)
    } catch {
      dbus_message_iter_abandon_container(&iterator, &inner)
      throw error
    }
    depth -= 1
    requireMemory(dbus_message_iter_close_container(&iterator, &inner))
  }

  private mutating func count(_ bytes: Int, alignedTo alignment: Int) throws(BusError) {
    size = (size + alignment - 1) / alignment * alignment + bytes
    guard size <= Self.maximumBody else { throw .unencodable("the message is larger than 128 MiB") }
  }
}
