/// What a handler throws to choose the error that its caller gets. Any other error it throws becomes `Failed`.
public struct BusFailure: Error, Hashable {
  /// The error's name, of the same grammar as an interface's.
  public let name: String
  /// One sentence that says what is wrong and what to do: at most 1,001 characters.
  public let message: String

  /// - Parameter message: from the middle of one longer than 1,000 characters the rest is left out. It may quote what
  ///   a client sent, which may be megabytes.
  public init(name: String, message: String) {
    self.name = name
    let scalars = message.unicodeScalars
    self.message =
      message.utf8.count > 1000 && scalars.count > 1000
      ? "\(String(scalars.prefix(600)))…\(String(scalars.suffix(400)))" : message
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
