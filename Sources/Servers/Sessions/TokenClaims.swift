import FoundationEssentials

/// What a JWT (RFC 7519) says of its own time. Its signature is the server's business.
struct TokenClaims {
  /// `exp` − `iat`: as both are by the server's clock, it need not be right.
  let lifetime: Duration

  /// - Returns: `nil` for what is no JWT, or says not both, or no span of time.
  init?(_ token: String) {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let payload = Self.decoded(parts[1]) else { return nil }
    var reader = JSONReader(payload)
    guard let claims = try? Self.read(&reader), let expiry = claims.expiry, let issue = claims.issue,
      // A year is more than any access token has, and keeps the sum from overflowing.
      case let seconds = min(expiry - issue, 366 * 86_400), seconds > 0
    else { return nil }
    lifetime = .seconds(seconds)
  }

  private static func read(_ reader: inout JSONReader) throws(JSONDefect) -> (expiry: Double?, issue: Double?)
  {
    var claims: (expiry: Double?, issue: Double?)
    guard try reader.enterObject() else { return claims }
    while let key = try reader.nextKey() {
      switch key {
      case "exp": claims.expiry = try reader.real()
      case "iat": claims.issue = try reader.real()
      default: try reader.skip()
      }
    }
    return claims
  }

  /// Base64 in either alphabet, padded or not.
  private static func decoded(_ text: Substring) -> [UInt8]? {
    var base64 = String(
      text.map { character in
        switch character {
        case "-": "+"
        case "_": "/"
        default: character
        }
      }.filter { $0 != "=" })
    base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
    return Data(base64Encoded: base64).map(Array.init)
  }
}
