internal import CSecret

/// A private connection to the session bus.
///
/// The one that GLib shares within a process ends the process when the bus goes.
// GDBusConnection is made for use from any thread, and the pointer never changes.
final class SessionBus: @unchecked Sendable {
  let pointer: OpaquePointer

  private init(_ pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(pointer))
  }

  /// - Parameter address: of the bus; `nil` stands for this session's.
  /// - Throws: `.cancelled`; `.absent` where there is no bus.
  static func connect(
    to address: String?, until cancellation: Cancellation
  ) throws(SecretServiceFailure) -> SessionBus {
    do throws(SecretServiceFailure) {
      let found = if let address { address } else { try sessionAddress(cancellation) }
      let flags =
        G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT.rawValue
        | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION.rawValue
      let connection = try SecretServiceFailure.check { error in
        soul_dbus_connection_new_for_address_sync(
          found, GDBusConnectionFlags(flags), cancellation.pointer, error)
      }
      guard let connection else { throw .absent }
      return SessionBus(connection)
    } catch {
      guard case .cancelled = error else { throw .absent }
      throw error
    }
  }

  /// Waits until the service has answered a question that changes nothing: it has seen by then to all that it was sent on
  /// this connection before.
  /// - Parameter milliseconds: for how long.
  func askService(milliseconds: Int32, until cancellation: Cancellation) {
    let answer = soul_dbus_connection_call_sync(
      pointer, "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
      "ReadAlias", soul_string_argument("default"), nil, G_DBUS_CALL_FLAGS_NONE, milliseconds,
      cancellation.pointer, nil)
    if let answer { g_variant_unref(answer) }
  }

  private static func sessionAddress(_ cancellation: Cancellation) throws(SecretServiceFailure) -> String {
    let address = try SecretServiceFailure.check { error in
      soul_dbus_address_get_for_bus_sync(G_BUS_TYPE_SESSION, cancellation.pointer, error)
    }
    guard let address else { throw .absent }
    defer { g_free(address) }
    return String(cString: address)
  }
}
