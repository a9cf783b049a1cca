/// One field of a request's or an answer's head (RFC 9110 §5).
public struct HTTPHeader: Hashable, Sendable {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// `Authorization: Bearer TOKEN` (RFC 6750 §2.1).
  public static func bearer(_ token: String) -> HTTPHeader {
    HTTPHeader("Authorization", "Bearer \(token)")
  }

  /// Asks for the bytes from an offset to the end (RFC 9110 §14.2).
  /// - Parameter offset: bytes, ≥ 0.
  public static func range(from offset: Int64) -> HTTPHeader {
    HTTPHeader("Range", "bytes=\(offset)-")
  }

  /// Asks for these bytes alone (RFC 9110 §14.2).
  /// - Parameter bytes: not empty, from 0 on.
  public static func range(_ bytes: Range<Int64>) -> HTTPHeader {
    HTTPHeader("Range", "bytes=\(bytes.lowerBound)-\(bytes.upperBound - 1)")
  }
}

extension HTTPHeader: CustomStringConvertible, CustomDebugStringConvertible {
  /// The name alone: a value can be a secret, and a description ends up in logs.
  public var description: String { "\(name): …" }
  public var debugDescription: String { description }
}
