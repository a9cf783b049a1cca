/// What a handler throws to choose the error that its caller gets. Any other error it throws becomes `Failed`.
public struct BusFailure: Error, Hashable {
  /// The error's name, of the same grammar as an interface's.
  public let name: String
  /// One sentence that says what is wrong and what to do.
  public let message: String

  public init(name: String, message: String) {
    self.name = name
    self.message = message
  }
}

extension BusFailure {
  static let failedName = "org.freedesktop.DBus.Error.Failed"

  /// The arguments are of the right types, but of no use: out of range, not among what is allowed.
  public static func invalidArguments(_ message: String) -> BusFailure {
    BusFailure(name: "org.freedesktop.DBus.Error.InvalidArgs", message: message)
  }

  public static func failed(_ message: String) -> BusFailure {
    BusFailure(name: failedName, message: message)
  }

  static func unknownObject(_ message: String) -> BusFailure {
    BusFailure(name: "org.freedesktop.DBus.Error.UnknownObject", message: message)
  }

  static func unknownInterface(_ message: String) -> BusFailure {
    BusFailure(name: "org.freedesktop.DBus.Error.UnknownInterface", message: message)
  }

  static func unknownMethod(_ message: String) -> BusFailure {
    BusFailure(name: "org.freedesktop.DBus.Error.UnknownMethod", message: message)
  }

  static func unknownProperty(_ message: String) -> BusFailure {
    BusFailure(name: "org.freedesktop.DBus.Error.UnknownProperty", message: message)
  }

  static func readOnlyProperty(_ message: String) -> BusFailure {
    BusFailure(name: "org.freedesktop.DBus.Error.PropertyReadOnly", message: message)
  }
}

extension BusFailure: CustomStringConvertible {
  public var description: String { message }
}
