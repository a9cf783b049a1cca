import CDBus
import Executors
import Glibc

/// One private connection of libdbus: the wrapper of a `DBusConnection`.
///
/// Not Sendable: whoever opened it may hand it over once, to the thread that uses it from then on.
final class Transport {
  /// So many bytes that the bus hasn't read yet the system keeps, with its own overhead, which is some 40 replies.
  ///
  /// By itself it keeps ten times as many. A busy bus reads 16 KiB from each connection in turn, and the answer to a
  /// `Ping` comes behind all that was sent before.
  private static let sendBufferSize: Int32 = 16 << 10

  let uniqueName: BusName
  private let connection: OpaquePointer
  private let watches = WatchList()

  /// Connects, authenticates and registers, and blocks meanwhile.
  /// - Parameter limit: how long the bus may take to answer, from milliseconds to days.
  /// - Throws: `BusError.connectionFailed`.
  init(address: String, limit: Duration) throws(BusError) {
    var error = DBusError()
    dbus_error_init(&error)
    defer { dbus_error_free(&error) }
    guard !address.utf8.contains(0), let connection = dbus_connection_open_private(address, &error) else {
      throw .connectionFailed(
        address: address, reason: error.message.map { String(cString: $0) } ?? "no reason given")
    }
    dbus_connection_set_exit_on_disconnect(connection, 0)
    Self.shortenSendBuffer(of: connection)
    watches.follow(connection)
    switch Registration.register(connection, watches, within: limit) {
    case .success(let name):
      self.connection = connection
      uniqueName = name
    case .failure(let failure):
      dbus_connection_close(connection)
      dbus_connection_unref(connection)
      throw .connectionFailed(address: address, reason: failure.reason)
    }
  }

  /// A buffer of another size is no error: it makes answers slower while the bus is flooded, and only then.
  private static func shortenSendBuffer(of connection: OpaquePointer) {
    var descriptor: Int32 = -1
    guard dbus_connection_get_socket(connection, &descriptor) != 0 else { return }
    var size = sendBufferSize
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit {
    dbus_connection_close(connection)
    dbus_connection_unref(connection)
  }

  /// A lost connection has nothing left to watch.
  var isConnected: Bool { !watches.isEmpty }

  /// Bytes that are sent, but not written yet.
  var outgoingSize: Int { Int(dbus_connection_get_outgoing_size(connection)) }

  /// What to wait for: nothing once the connection is lost.
  var interest: DescriptorInterest { watches.interest }

  /// Reads and writes what can be without blocking. A part of what there is to read: about 4 KiB.
  func handle(_ events: DescriptorEvents) {
    watches.handle(events)
  }

  /// Whether there is more to read right now.
  var isReadable: Bool {
    let interest = interest
    guard interest.events.contains(.readable) else { return false }
    var descriptor = pollfd(fd: interest.descriptor, events: DescriptorEvents.readable.rawValue, revents: 0)
    return poll(&descriptor, 1, 0) == 1
  }

  /// Takes the next message that has been read.
  func nextMessage() -> Message? {
    dbus_connection_pop_message(connection).map { Message(owning: $0) }
  }

  /// Writes `message` at once as far as the socket takes it, and queues the rest.
  /// - Returns: its serial.
  @discardableResult
  func send(_ message: Message) -> UInt32 {
    var serial: dbus_uint32_t = 0
    requireMemory(dbus_connection_send(connection, message.pointer, &serial))
    return serial
  }

  /// Whether descriptors can go over this connection.
  var carriesDescriptors: Bool { dbus_connection_can_send_type(connection, DBusType.unixFD) != 0 }

  /// Writes what is queued, and blocks meanwhile: until `deadline` at the longest.
  func flush(until deadline: ContinuousClock.Instant) {
    while isConnected, dbus_connection_has_messages_to_send(connection) != 0 {
      let remaining = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      guard remaining > 0 else { return }
      var descriptor = pollfd(
        fd: interest.descriptor, events: DescriptorEvents.writable.rawValue, revents: 0)
      guard poll(&descriptor, 1, Int32(remaining.rounded(.up))) == 1 else { return }
      handle(.writable)
    }
  }
}
