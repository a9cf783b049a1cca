/// A Swift type that crosses the bus as one complete type.
public protocol BusConvertible: Sendable {
  /// The single complete type of every value.
  static var busSignature: Signature { get }
  var busValue: BusValue { get }
  /// `nil` when `busValue` isn't of this type, or holds what this type doesn't allow.
  init?(busValue: BusValue)
}

/// `a{sv}`: the form of every optional argument and of every record.
public typealias VariantMap = [String: BusValue]
