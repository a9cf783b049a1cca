import Crypto
import Foundation

/// Where a client is in its sync, as text that it keeps and gives back as it is.
struct SyncCursor: Equatable {
  enum Place: Equatable {
    /// In a first sync that reads the log up to `end`.
    case first(after: Int64, end: Int64)
    case finished(after: Int64)
  }

  /// Another one makes every cursor unknown, and each client sync as a whole: for a `Track` that says more.
  private static let version = 1 as UInt8
  private static let sealLength = 16

  let place: Place

  init(_ place: Place) {
    self.place = place
  }

  /// - Returns: `nil` for what is not from this database.
  init?(_ text: String, identity: [UInt8]) {
    guard let bytes = Base64URL.decoded(text), bytes.count == 18 + Self.sealLength, bytes[0] == Self.version,
      Self.seal(Array(bytes[..<18]), identity) == Array(bytes[18...])
    else { return nil }
    let numbers = [bytes[2..<10], bytes[10..<18]].map { $0.reduce(0 as Int64) { $0 << 8 | Int64($1) } }
    switch bytes[1] {
    case 0: place = .first(after: numbers[0], end: numbers[1])
    case 1: place = .finished(after: numbers[0])
    default: return nil
    }
  }

  func text(identity: [UInt8]) -> String {
    let (kind, numbers): (UInt8, [Int64]) =
      switch place {
      case .first(let after, let end): (0, [after, end])
      case .finished(let after): (1, [after, 0])
      }
    let bytes =
      [Self.version, kind]
      + numbers.flatMap { number in
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
      }
    return Base64URL.encoded(bytes + Self.seal(bytes, identity))
  }

  private static func seal(_ bytes: [UInt8], _ identity: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: identity)).prefix(sealLength))
  }
}
