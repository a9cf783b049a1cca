import Crypto
import Foundation

/// JSON Web Tokens, HS256 (RFC 7519, RFC 7515).
///
/// There is one header, and a token with any other one is none of ours: nothing in a token says how it is checked,
/// which is where libraries for JWT have gone wrong.
struct TokenSigner: Sendable {
  private static let header = Base64URL.encoded(#"{"alg":"HS256","typ":"JWT"}"#.utf8)
  private static let longest = 4_096

  let key: SymmetricKey

  func token(_ claims: TokenClaims) -> String {
    var payload =
      "{\"sub\":\(JSONText.quoted(claims.user)),\"iat\":\(claims.issuedAt),\"exp\":\(claims.expiresAt)"
    payload += ",\"token_type\":\"\(claims.kind.rawValue)\",\"epoch\":\(claims.epoch)"
    if claims.kind == .refresh { payload += ",\"sid\":\(claims.session),\"num\":\(claims.number)" }
    // Two tokens of one second differ, too.
    payload +=
      ",\"jti\":\"\(Base64URL.encoded(SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }))\"}"
    let signed = Self.header + "." + Base64URL.encoded(payload.utf8)
    let signature = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)
    return signed + "." + Base64URL.encoded(signature)
  }

  /// - Parameter now: Unix seconds.
  /// - Returns: `nil` unless the token is ours, of this kind, and has not expired.
  func claims(of token: some StringProtocol, kind: TokenClaims.Kind, now: Int64) -> TokenClaims? {
    guard token.utf8.count <= Self.longest else { return nil }
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.header, let signature = Base64URL.decoded(parts[2]),
      HMAC<SHA256>.isValidAuthenticationCode(
        signature, authenticating: Data("\(parts[0]).\(parts[1])".utf8), using: key),
      let bytes = Base64URL.decoded(parts[1]), case .object(let payload)? = try? JSONReader.value(bytes),
      case .string(let user)? = payload["sub"], case .integer(let issuedAt)? = payload["iat"],
      case .integer(let expiresAt)? = payload["exp"], expiresAt > now,
      case .integer(let epoch)? = payload["epoch"], payload["token_type"]?.string == kind.rawValue
    else { return nil }
    var claims = TokenClaims(
      kind: kind, user: user, epoch: epoch, issuedAt: issuedAt, expiresAt: expiresAt)
    guard kind == .refresh else { return claims }
    guard case .integer(let session)? = payload["sid"], case .integer(let number)? = payload["num"] else {
      return nil
    }
    claims.session = session
    claims.number = number
    return claims
  }
}
