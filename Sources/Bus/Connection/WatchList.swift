import CDBus
import Executors

/// What libdbus wants to be watched of its connection's one descriptor.
final class WatchList {
  private var watches: [OpaquePointer] = []

  /// Lets libdbus keep this list up to date for as long as `connection` exists.
  func follow(_ connection: OpaquePointer) {
    // libdbus gets a reference of its own and gives it back through the last function.
    let data = Unmanaged.passRetained(self).toOpaque()
    requireMemory(
      dbus_connection_set_watch_functions(
        connection,
        { watch, data in
          guard let watch, let data else { return 0 }
          WatchList.of(data).watches.append(watch)
          return 1
        },
        { watch, data in
          guard let watch, let data else { return }
          WatchList.of(data).watches.removeAll { $0 == watch }
        },
        // Whether a watch is enabled is asked before each wait.
        { _, _ in },
        data,
        { data in
          guard let data else { return }
          // The reference that `follow` made for libdbus.
          Unmanaged<WatchList>.fromOpaque(data).release()
        }))
  }

  private static func of(_ data: UnsafeMutableRawPointer) -> WatchList {
    // `follow` handed this pointer over together with a reference, which libdbus still holds.
    Unmanaged<WatchList>.fromOpaque(data).takeUnretainedValue()
  }

  var isEmpty: Bool { watches.isEmpty }

  var interest: DescriptorInterest {
    var interest = DescriptorInterest(descriptor: -1, events: [])
    for watch in watches where dbus_watch_get_enabled(watch) != 0 {
      interest.descriptor = dbus_watch_get_unix_fd(watch)
      let flags = dbus_watch_get_flags(watch)
      if flags & DBUS_WATCH_READABLE.rawValue != 0 { interest.events.insert(.readable) }
      if flags & DBUS_WATCH_WRITABLE.rawValue != 0 { interest.events.insert(.writable) }
    }
    return interest
  }

  func handle(_ events: DescriptorEvents) {
    var broken: UInt32 = 0
    if events.contains(.hangUp) { broken |= DBUS_WATCH_HANGUP.rawValue }
    if !events.isDisjoint(with: .failure) { broken |= DBUS_WATCH_ERROR.rawValue }
    // Looked up anew each time, because handling one may remove the other.
    if events.contains(.readable) || broken != 0 { handle(DBUS_WATCH_READABLE.rawValue, broken) }
    if events.contains(.writable) { handle(DBUS_WATCH_WRITABLE.rawValue, 0) }
  }

  private func handle(_ direction: UInt32, _ broken: UInt32) {
    let match = watches.first {
      dbus_watch_get_enabled($0) != 0 && dbus_watch_get_flags($0) & direction != 0
    }
    guard let match else { return }
    requireMemory(dbus_watch_handle(match, direction | broken))
  }
}
