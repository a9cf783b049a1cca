import CDBus
import Executors
import Glibc

/// The first call on a connection, `Hello`, to which the bus answers with a name.
///
/// `dbus_bus_register` does the same, but waits for ever where a bus accepts the connection and then says nothing.
enum Registration {
  struct Failure: Error {
    let reason: String
  }

  /// Blocks until the bus has answered, for `limit` at the longest.
  static func register(
    _ connection: OpaquePointer, _ watches: WatchList, within limit: Duration
  ) -> Result<BusName, Failure> {
    let deadline = ContinuousClock.now + limit
    let hello = Message(
      callTo: BusConnection.busName, path: BusConnection.busPath, interface: BusConnection.busInterface,
      member: "Hello")
    var serial: dbus_uint32_t = 0
    requireMemory(dbus_connection_send(connection, hello.pointer, &serial))
    while !watches.isEmpty {
      while let message = dbus_connection_pop_message(connection).map({ Message(owning: $0) }) {
        if message.replySerial == serial { return name(in: message) }
      }
      let remaining = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      guard remaining > 0 else {
        return .failure(Failure(reason: "it takes connections, but hasn't answered within \(limit)"))
      }
      let interest = watches.interest
      var descriptor = pollfd(fd: interest.descriptor, events: interest.events.rawValue, revents: 0)
      if poll(&descriptor, 1, Int32(remaining.rounded(.up))) > 0 {
        watches.handle(DescriptorEvents(rawValue: descriptor.revents))
      }
    }
    return .failure(Failure(reason: "it closed the connection"))
  }

  private static func name(in reply: Message) -> Result<BusName, Failure> {
    let text: String? = if case .string(let text)? = (try? reply.arguments())?.first { text } else { nil }
    guard reply.kind == DBUS_MESSAGE_TYPE_METHOD_RETURN, let name = text.flatMap(BusName.init(rawValue:))
    else {
      return .failure(Failure(reason: text ?? "it gave the connection no name"))
    }
    return .success(name)
  }
}
