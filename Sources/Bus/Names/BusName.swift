import CDBus

/// A name on the bus: a unique one (`:1.42`) or a well-known one (`org.example.Player`).
public struct BusName: ValidatedString {
  public let rawValue: String

  public init?(rawValue: String) {
    guard rawValue.isValid(by: dbus_validate_bus_name) else { return nil }
    self.rawValue = rawValue
  }

  /// Whether the bus gave this name to one connection, for its life.
  var isUnique: Bool { rawValue.hasPrefix(":") }

  /// Of what libdbus has checked already.
  init(unchecked rawValue: String) {
    self.rawValue = rawValue
  }
}
