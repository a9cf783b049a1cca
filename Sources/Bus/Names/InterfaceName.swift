import CDBus

/// The name of an interface: two or more elements, separated by dots. Error names follow the same grammar.
public struct InterfaceName: ValidatedString {
  public let rawValue: String

  public init?(rawValue: String) {
    guard rawValue.isValid(by: dbus_validate_interface) else { return nil }
    self.rawValue = rawValue
  }

  /// Of what libdbus has checked already.
  init(unchecked rawValue: String) {
    self.rawValue = rawValue
  }
}
