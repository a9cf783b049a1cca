import Bus
import CDBus
import Dispatch
import Synchronization
import TestKit

/// A client that shares no code with what is tested: libdbus, blocking, on a queue of its own.
final class RawClient: Sendable {
  // Libdbus locks its connections; each is used from one queue at a time besides.
  nonisolated(unsafe) private let connection: OpaquePointer
  private let queue = DispatchQueue(label: "raw client")

  init(address: String) throws {
    guard let connection = dbus_connection_open_private(address, nil) else {
      throw TestKitError.cannotStart(program: "raw client", reason: address)
    }
    self.connection = connection
    dbus_connection_set_exit_on_disconnect(connection, 0)
    guard dbus_bus_register(connection, nil) != 0 else {
      throw TestKitError.cannotStart(program: "raw client", reason: "not registered")
    }
  }

  deinit {
    dbus_connection_close(connection)
    dbus_connection_unref(connection)
  }

  /// Drops the connection as a client does that dies.
  func die() {
    dbus_connection_close(connection)
  }

  /// Sends a call to the service of `Stage` and doesn't wait.
  /// - Returns: its serial.
  @discardableResult
  func call(
    _ member: String, of interface: String, at path: String, wantsReply: Bool = true, offset: Int64? = nil,
    strings: [String] = []
  ) throws -> UInt32 {
    guard let message = dbus_message_new_method_call(Stage.name.rawValue, path, interface, member) else {
      throw TestKitError.cannotStart(program: member, reason: "no message")
    }
    defer { dbus_message_unref(message) }
    var iterator = DBusMessageIter()
    dbus_message_iter_init_append(message, &iterator)
    if var offset { dbus_message_iter_append_basic(&iterator, Int32(UInt8(ascii: "x")), &offset) }
    for string in strings {
      string.withCString { text in
        var text: UnsafePointer<CChar>? = text
        _ = dbus_message_iter_append_basic(&iterator, Int32(UInt8(ascii: "s")), &text)
      }
    }
    if !wantsReply { dbus_message_set_no_reply(message, 1) }
    var serial: UInt32 = 0
    dbus_connection_send(connection, message, &serial)
    dbus_connection_flush(connection)
    return serial
  }

  /// Sends a call whose one argument claims to be a descriptor that isn't attached.
  func callWithoutItsDescriptor(_ member: String, of interface: String, at path: String) throws -> UInt32 {
    guard let whole = dbus_message_new_method_call(Stage.name.rawValue, path, interface, member) else {
      throw TestKitError.cannotStart(program: member, reason: "no message")
    }
    defer { dbus_message_unref(whole) }
    var iterator = DBusMessageIter()
    dbus_message_iter_init_append(whole, &iterator)
    var index: UInt32 = 7
    dbus_message_iter_append_basic(&iterator, Int32(UInt8(ascii: "u")), &index)
    dbus_message_set_serial(whole, 1000)
    var bytes: UnsafeMutablePointer<CChar>?
    var count: Int32 = 0
    dbus_message_marshal(whole, &bytes, &count)
    defer { dbus_free(bytes) }
    // The header's field 8 is the signature: there "u" becomes "h".
    var wire = Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    let field: [CChar] = [8, 1, CChar(UInt8(ascii: "g")), 0, 1, CChar(UInt8(ascii: "u")), 0]
    guard let place = wire.firstRange(of: field) else {
      throw TestKitError.cannotStart(program: member, reason: "no signature")
    }
    wire[place.lowerBound + 5] = CChar(UInt8(ascii: "h"))
    guard let message = dbus_message_demarshal(wire, count, nil) else {
      throw TestKitError.cannotStart(program: member, reason: "not a message")
    }
    defer { dbus_message_unref(message) }
    var serial: UInt32 = 0
    dbus_connection_send(connection, message, &serial)
    dbus_connection_flush(connection)
    return serial
  }

  /// Reads replies until the one to `last` has come.
  /// - Returns: the serials of what was answered, in the order of the answers.
  func replies(until last: UInt32) async -> [UInt32] {
    await collect { serials in serials.last == last }
  }

  /// Reads until `count` replies have come.
  func replies(_ count: Int) async -> [UInt32] {
    await collect { serials in serials.count == count }
  }

  private func collect(until isDone: @escaping @Sendable ([UInt32]) -> Bool) async -> [UInt32] {
    await withCheckedContinuation { done in
      queue.async { [self] in
        var serials: [UInt32] = []
        while !isDone(serials) {
          guard dbus_connection_read_write(connection, -1) != 0 else { break }
          while let message = dbus_connection_pop_message(connection) {
            let serial = dbus_message_get_reply_serial(message)
            // The bus itself answered when this client registered.
            if serial > 0,
              dbus_message_get_sender(message).map({ String(cString: $0) }) != "org.freedesktop.DBus"
            {
              serials.append(serial)
            }
            dbus_message_unref(message)
          }
        }
        done.resume(returning: serials)
      }
    }
  }
}
