import CDBus

/// One message, owned: the wrapper of a `DBusMessage` reference.
///
/// Not Sendable: it stays on the thread that owns the connection.
final class Message {
  let pointer: OpaquePointer

  // The header's fields, each of which can be absent. libdbus has checked them against their grammars.
  private(set) lazy var sender = dbus_message_get_sender(pointer).map {
    BusName(unchecked: String(cString: $0))
  }
  private(set) lazy var path = dbus_message_get_path(pointer).map {
    ObjectPath(unchecked: String(cString: $0))
  }
  private(set) lazy var interface = dbus_message_get_interface(pointer).map {
    InterfaceName(unchecked: String(cString: $0))
  }
  private(set) lazy var member = dbus_message_get_member(pointer).map {
    MemberName(unchecked: String(cString: $0))
  }

  /// Takes over a reference.
  init(owning pointer: OpaquePointer) {
    self.pointer = pointer
  }

  /// Takes over the reference that one of libdbus' constructors returned, which is NULL without memory.
  private convenience init(created pointer: OpaquePointer?) {
    guard let pointer else { outOfMemory() }
    self.init(owning: pointer)
  }

  deinit {
    dbus_message_unref(pointer)
  }

  /// A method call without arguments. `interface` may be left out, as the specification allows.
  convenience init(
    callTo destination: BusName?, path: ObjectPath, interface: InterfaceName?, member: MemberName
  ) {
    self.init(
      created: dbus_message_new_method_call(
        destination?.rawValue, path.rawValue, interface?.rawValue, member.rawValue))
  }

  convenience init(signal member: MemberName, of interface: InterfaceName, at path: ObjectPath) {
    self.init(created: dbus_message_new_signal(path.rawValue, interface.rawValue, member.rawValue))
  }

  /// The reply to `call`, without arguments.
  convenience init(replyTo call: Message) {
    self.init(created: dbus_message_new_method_return(call.pointer))
  }

  convenience init(replyTo call: Message, failure: BusFailure) {
    let name = InterfaceName(rawValue: failure.name)?.rawValue ?? BusFailure.failedName
    self.init(
      created: dbus_message_new_error(call.pointer, name, failure.message.withoutNUL))
  }
}

extension Message {
  var kind: Int32 { dbus_message_get_type(pointer) }
  var serial: UInt32 { dbus_message_get_serial(pointer) }
  var replySerial: UInt32 { dbus_message_get_reply_serial(pointer) }
  var wantsReply: Bool { dbus_message_get_no_reply(pointer) == 0 }
  var hasDescriptors: Bool { dbus_message_contains_unix_fds(pointer) != 0 }
  var signature: String { String(cString: dbus_message_get_signature(pointer)) }

  var errorName: String? { dbus_message_get_error_name(pointer).map { String(cString: $0) } }

  func hasSignature(_ signature: Signature) -> Bool {
    signature.rawValue.withCString { dbus_message_has_signature(pointer, $0) } != 0
  }

  /// Whether this is a member of `interface`, or names none. It is asked for each message that comes, so it makes no
  /// strings.
  func mayBelong(to interface: InterfaceName) -> Bool {
    dbus_message_get_interface(pointer) == nil
      || interface.rawValue.withCString { dbus_message_has_interface(pointer, $0) } != 0
  }

  func setNoReply() {
    dbus_message_set_no_reply(pointer, 1)
  }

  func setNoAutoStart() {
    dbus_message_set_auto_start(pointer, 0)
  }

  /// - Throws: `BusError.unreadable` for a descriptor that isn't attached, or more values than anyone sends.
  func arguments() throws(BusError) -> [BusValue] {
    var reader = MessageReader()
    return try reader.arguments(of: self)
  }

  /// Appends `arguments`, whose types must be those of `signature`, to a message that has none.
  /// - Throws: `BusError.unencodable`; the message is then of no further use.
  func append(_ arguments: [BusValue], as signature: Signature) throws(BusError) {
    guard !arguments.isEmpty || !signature.rawValue.isEmpty else { return }
    var writer = MessageWriter()
    try writer.append(arguments, as: signature, to: self)
  }
}
