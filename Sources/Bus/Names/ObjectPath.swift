import CDBus

/// The path of an object: `/` or `/`-separated elements of letters, digits and underscores.
public struct ObjectPath: ValidatedString {
  public let rawValue: String

  public init?(rawValue: String) {
    guard rawValue.isValid(by: dbus_validate_path) else { return nil }
    self.rawValue = rawValue
  }

  /// The path above; `nil` for the root.
  public var parent: ObjectPath? {
    guard rawValue != "/", let slash = rawValue.lastIndex(of: "/") else { return nil }
    return ObjectPath(rawValue: slash == rawValue.startIndex ? "/" : String(rawValue[..<slash]))
  }

  /// The path of `element` right below this one; `nil` when that is no valid element.
  public func appending(_ element: String) -> ObjectPath? {
    guard !element.isEmpty, !element.contains("/") else { return nil }
    return ObjectPath(rawValue: rawValue == "/" ? "/\(element)" : "\(rawValue)/\(element)")
  }

  /// Of what libdbus has checked already.
  init(unchecked rawValue: String) {
    self.rawValue = rawValue
  }
}
