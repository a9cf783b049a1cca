import CDBus
import Executors
import Glibc

/// One private connection of libdbus: the wrapper of a `DBusConnection`.
///
/// Not Sendable: whoever opened it may hand it over once, to the thread that uses it from then on.
final class Transport {
  /// So many bytes that the bus hasn't read yet the system keeps, beside as much for its own overhead: some 40 replies.
  ///
  /// A socket is writable while at most a quarter of that is taken. It is about what a busy bus reads of a connection in
  /// one turn, 4 KiB: whatever is sent to a writable socket is read in the next turn or the one after.
  private static let sendBufferSize: Int32 = 16 << 10

  let uniqueName: BusName
  private let connection: OpaquePointer
  private let watches = WatchList()
  private var outbox = Outbox()
  /// `Hello` had the first one.
  private var lastSerial: UInt32 = 1

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

  /// Whether the bus has yet to read what was sent, so that more of it would only wait.
  var isCongested: Bool { outbox.holdsOrdinary }

  /// What to wait for: nothing once the connection is lost.
  var interest: DescriptorInterest {
    var interest = watches.interest
    if !outbox.isEmpty { interest.events.insert(.writable) }
    return interest
  }

  /// Reads and writes what can be without blocking. A part of what there is to read: about 4 KiB.
  func handle(_ events: DescriptorEvents) {
    watches.handle(events)
    guard events.contains(.writable) else { return }
    while !outbox.isEmpty, isDrained, let message = outbox.popFirst() { write(message) }
  }

  /// Whether there is more to read right now.
  var isReadable: Bool { watches.interest.events.contains(.readable) && isReady(for: .readable) }

  /// Whether the bus has read what was written, but for a quarter of the buffer.
  private var isDrained: Bool { !hasUnwritten && isReady(for: .writable) }

  private var hasUnwritten: Bool { dbus_connection_has_messages_to_send(connection) != 0 }

  private func isReady(for events: DescriptorEvents) -> Bool {
    var descriptor = pollfd(fd: watches.interest.descriptor, events: events.rawValue, revents: 0)
    return poll(&descriptor, 1, 0) == 1
  }

  /// Takes the next message that has been read.
  func nextMessage() -> Message? {
    dbus_connection_pop_message(connection).map { Message(owning: $0) }
  }

  /// Sends `message` after all that was sent before: at once, or when the bus has read that.
  /// - Returns: its serial.
  @discardableResult
  func send(_ message: Message) -> UInt32 {
    let serial = number(message)
    if outbox.isEmpty, isDrained { write(message) } else { outbox.append(message) }
    return serial
  }

  /// Sends `message` ahead of what waits for the bus.
  func sendAhead(_ message: Message) {
    number(message)
    if outbox.holdsUrgent || hasUnwritten { outbox.append(urgent: message) } else { write(message) }
  }

  @discardableResult
  private func number(_ message: Message) -> UInt32 {
    // Zero is no serial.
    lastSerial = max(1, lastSerial &+ 1)
    dbus_message_set_serial(message.pointer, lastSerial)
    return lastSerial
  }

  /// Writes `message` as far as the socket takes it; libdbus keeps the rest.
  private func write(_ message: Message) {
    requireMemory(dbus_connection_send(connection, message.pointer, nil))
  }

  /// Whether descriptors can go over this connection.
  var carriesDescriptors: Bool { dbus_connection_can_send_type(connection, DBusType.unixFD) != 0 }

  /// Writes what is queued, and blocks meanwhile: until `deadline` at the longest.
  func flush(until deadline: ContinuousClock.Instant) {
    while isConnected, !outbox.isEmpty || hasUnwritten {
      let remaining = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      guard remaining > 0 else { return }
      var descriptor = pollfd(
        fd: interest.descriptor, events: DescriptorEvents.writable.rawValue, revents: 0)
      guard poll(&descriptor, 1, Int32(remaining.rounded(.up))) == 1 else { return }
      handle(.writable)
    }
  }
}
