import CDBus
import Glibc

/// Where a bus listens.
public enum BusAddress: Sendable, Hashable {
  /// The session's bus: DBUS_SESSION_BUS_ADDRESS, else the socket `bus` in XDG_RUNTIME_DIR.
  case session
  /// An address as the chapter "Server Addresses" of the specification writes it: `unix:path=/run/user/1000/bus`.
  case address(String)

  /// - Throws: `BusError.noSessionBus` when the surroundings name none.
  func resolved() throws(BusError) -> String {
    switch self {
    case .address(let address): return address
    case .session:
      if let address = environment("DBUS_SESSION_BUS_ADDRESS") { return address }
      guard let directory = environment("XDG_RUNTIME_DIR"), access("\(directory)/bus", F_OK) == 0 else {
        throw .noSessionBus
      }
      guard let escaped = dbus_address_escape_value("\(directory)/bus") else { outOfMemory() }
      defer { dbus_free(escaped) }
      return "unix:path=\(String(cString: escaped))"
    }
  }

  private func environment(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }
}
