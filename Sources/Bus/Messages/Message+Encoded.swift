import CDBus

extension Message {
  /// The reply to `call` with a body that is in the wire format already.
  /// - Throws: `BusError.unencodable` for what is no valid message, one that is too large too.
  convenience init(replyTo call: Message, body: [UInt8], as signature: Signature) throws(BusError) {
    let wire = Self.reply(to: call, body, signature)
    guard let size = Int32(exactly: wire.count), body.count <= MessageWriter.maximumBody else {
      throw .unencodable("the message is larger than 128 MiB")
    }
    var error = DBusError()
    dbus_error_init(&error)
    defer { dbus_error_free(&error) }
    // libdbus copies the bytes before it returns.
    let message = wire.withUnsafeBytes { bytes in
      dbus_message_demarshal(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), size, &error)
    }
    guard let message else {
      throw .unencodable(error.message.map { String(cString: $0) } ?? "it is no valid message")
    }
    // A serial of zero is what libdbus replaces by the connection's next one as it sends.
    dbus_message_set_serial(message, 0)
    self.init(owning: message)
  }

  /// The whole message (the specification's chapter "Message Format").
  private static func reply(to call: Message, _ body: [UInt8], _ signature: Signature) -> [UInt8] {
    let (replySerial, destination, signatureField): (UInt8, UInt8, UInt8) = (5, 6, 8)
    let (methodReturn, noReplyExpected, protocolVersion): (UInt8, UInt8, UInt8) = (2, 1, 1)
    var wire = WireWriter()
    wire.reserve(body.count + 512)
    wire.append(UInt8(ascii: Int(littleEndian: 1) == 1 ? "l" : "B"))
    wire.append(methodReturn)
    wire.append(noReplyExpected)
    wire.append(protocolVersion)
    wire.append(number: UInt32(truncatingIfNeeded: body.count))
    // Any serial but zero is valid.
    wire.append(number: UInt32(1))
    let fields = wire.beginArray(alignedTo: 8)
    wire.beginField(replySerial, .uint32)
    wire.append(number: call.serial)
    if let sender = call.sender {
      wire.beginField(destination, .string)
      wire.append(sender.rawValue)
    }
    wire.beginField(signatureField, .signature)
    wire.append(signature)
    wire.end(fields)
    wire.append(encoded: body)
    return wire.bytes
  }
}

extension WireWriter {
  fileprivate mutating func beginField(_ code: UInt8, _ type: Signature) {
    align(to: 8)
    append(code)
    append(type)
  }
}
