import CDBus

/// Zero or more complete types, as the chapter "Type System" of the specification writes them; 255 bytes at most.
public struct Signature: ValidatedString {
  public let rawValue: String

  public init?(rawValue: String) {
    guard rawValue.isValid(by: dbus_signature_validate) else { return nil }
    self.rawValue = rawValue
  }

  /// Of what is known to follow the grammar, or is checked before it reaches libdbus.
  init(unchecked rawValue: String) {
    self.rawValue = rawValue
  }

  /// Joins the types of a table's member. What is no valid signature is a bug, and ends the process.
  init(joining parts: [Signature]) {
    self.init(stringLiteral: parts.map(\.rawValue).joined())
  }

  /// Whether this is exactly one complete type.
  var isSingle: Bool {
    rawValue.isValid(by: dbus_signature_validate_single)
  }
}
