import CDBus

/// The name of a method, a property or a signal.
public struct MemberName: ValidatedString {
  public let rawValue: String

  public init?(rawValue: String) {
    guard rawValue.isValid(by: dbus_validate_member) else { return nil }
    self.rawValue = rawValue
  }

  /// Of what libdbus has checked already.
  init(unchecked rawValue: String) {
    self.rawValue = rawValue
  }
}
