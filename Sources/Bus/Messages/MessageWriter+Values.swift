import CDBus
import Glibc

extension MessageWriter {
  /// Appends a value whose type has the code `type`.
  mutating func append(
    basic value: BusValue, _ type: Int32, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    switch value {
    case .byte(var byte): try append(&byte, type, to: &iterator)
    case .boolean(let boolean):
      var raw: dbus_bool_t = boolean ? 1 : 0
      try append(&raw, type, to: &iterator)
    case .int16(var number): try append(&number, type, to: &iterator)
    case .uint16(var number): try append(&number, type, to: &iterator)
    case .int32(var number): try append(&number, type, to: &iterator)
    case .uint32(var number): try append(&number, type, to: &iterator)
    case .int64(var number): try append(&number, type, to: &iterator)
    case .uint64(var number): try append(&number, type, to: &iterator)
    case .double(var number): try append(&number, type, to: &iterator)
    case .string(let string): try append(string.withoutNUL, type, lengthSize: 4, to: &iterator)
    case .objectPath(let path): try append(path.rawValue, type, lengthSize: 4, to: &iterator)
    case .signature(let signature): try append(signature.rawValue, type, lengthSize: 1, to: &iterator)
    case .unixFD(let descriptor): try append(descriptor, to: &iterator)
    case .array, .structure, .dictionary, .variant: preconditionFailure("a container has no basic type")
    }
  }

  private mutating func append<Value: BitwiseCopyable>(
    _ value: inout Value, _ type: Int32, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    try count(MemoryLayout<Value>.size, alignedTo: MemoryLayout<Value>.size)
    requireMemory(dbus_message_iter_append_basic(&iterator, type, &value))
  }

  /// - Parameters:
  ///   - string: holds no NUL, which libdbus would take for its end.
  ///   - lengthSize: the bytes of the length that the wire format puts before it.
  private mutating func append(
    _ string: String, _ type: Int32, lengthSize: Int, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    try count(lengthSize + string.utf8.count + 1, alignedTo: lengthSize)
    requireMemory(
      string.withCString { pointer in
        var pointer: UnsafePointer<CChar>? = pointer
        return dbus_message_iter_append_basic(&iterator, type, &pointer)
      })
  }

  private mutating func append(_ value: UnixFD, to iterator: inout DBusMessageIter) throws(BusError) {
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
    if let code = content.basicCode {
      return try container(DBusType.variant, of: signature, in: &iterator) { writer, inner throws(BusError) in
        try writer.append(basic: content, Int32(code), to: &inner)
      }
    }
    guard signature.isSingle else {
      throw .unencodable("\"\(signature)\" is no type that a variant can hold")
    }
    try container(DBusType.variant, of: signature, in: &iterator) { writer, inner throws(BusError) in
      try writer.append(content, as: signature, to: &inner)
    }
  }

  mutating func append(
    structure fields: [BusValue], as types: [Signature], to iterator: inout DBusMessageIter
  ) throws(BusError) {
    try count(0, alignedTo: 8)
    try container(DBusType.structure, of: nil, in: &iterator) { writer, inner throws(BusError) in
      try writer.append(fields, as: types, to: &inner)
    }
  }

  /// `element` has been found in a valid signature, but may be more than one type there, or none.
  mutating func append(
    _ elements: [BusValue], of element: Signature, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    guard element.isBasic || element.isSingle else {
      throw .unencodable("\"\(element)\" is no type that an array can hold")
    }
    try array(of: element, in: &iterator) { writer, inner throws(BusError) in
      for value in elements { try writer.append(value, as: element, to: &inner) }
    }
  }

  mutating func append(
    _ dictionary: BusDictionary, to iterator: inout DBusMessageIter
  ) throws(BusError) {
    try array(of: dictionary.entrySignature, in: &iterator) { writer, inner throws(BusError) in
      switch dictionary.storage {
      case .entries(let entries):
        for entry in entries {
          try writer.entry(in: &inner) { writer, pair throws(BusError) in
            try writer.append(entry.key, as: dictionary.key, to: &pair)
            try writer.append(entry.value, as: dictionary.value, to: &pair)
          }
        }
      case .variants(let map):
        for (key, value) in map {
          try writer.entry(in: &inner) { writer, pair throws(BusError) in
            try writer.append(key.withoutNUL, DBusType.string, lengthSize: 4, to: &pair)
            try writer.append(variant: value, to: &pair)
          }
        }
      }
    }
  }

  private mutating func entry(
    in iterator: inout DBusMessageIter,
    _ body: (inout MessageWriter, inout DBusMessageIter) throws(BusError) -> Void
  ) throws(BusError) {
    try count(0, alignedTo: 8)
    try container(DBusType.entry, of: nil, in: &iterator, body)
  }

  private mutating func array(
    of element: Signature, in iterator: inout DBusMessageIter,
    _ body: (inout MessageWriter, inout DBusMessageIter) throws(BusError) -> Void
  ) throws(BusError) {
    try count(4, alignedTo: 4)
    let start = size
    try container(DBusType.array, of: element, in: &iterator, body)
    guard size - start <= Self.maximumArray else { throw .unencodable("an array is larger than 64 MiB") }
  }

  private mutating func container(
    _ type: Int32, of contained: Signature?, in iterator: inout DBusMessageIter,
    _ body: (inout MessageWriter, inout DBusMessageIter) throws(BusError) -> Void
  ) throws(BusError) {
    guard depth < Self.maximumDepth else {
      throw .unencodable("the value is nested deeper than \(Self.maximumDepth) levels")
    }
    var inner = DBusMessageIter()
    if let contained {
      requireMemory(
        contained.rawValue.withCString { dbus_message_iter_open_container(&iterator, type, $0, &inner) })
    } else {
      requireMemory(dbus_message_iter_open_container(&iterator, type, nil, &inner))
    }
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

  /// - Parameter alignment: a power of two.
  private mutating func count(_ bytes: Int, alignedTo alignment: Int) throws(BusError) {
    size = (size + alignment - 1) & ~(alignment - 1) + bytes
    guard size <= Self.maximumBody else { throw .unencodable("the message is larger than 128 MiB") }
  }
}
