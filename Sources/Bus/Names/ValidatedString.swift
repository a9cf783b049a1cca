/// A string that follows one of the specification's grammars: it can't be made otherwise.
///
/// libdbus ends the process when it is handed one that doesn't, so nothing else reaches it.
public protocol ValidatedString: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral
where RawValue == String, StringLiteralType == String {
  /// `nil` for a string that doesn't follow the grammar.
  init?(rawValue: String)
}

extension ValidatedString {
  public init?(_ string: String) {
    self.init(rawValue: string)
  }

  /// For literals: one that doesn't follow the grammar is a bug, and ends the process.
  public init(stringLiteral value: String) {
    guard let valid = Self(rawValue: value) else {
      preconditionFailure("\"\(value)\" is not a valid \(Self.self)")
    }
    self = valid
  }

  public var description: String { rawValue }

  public static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}
