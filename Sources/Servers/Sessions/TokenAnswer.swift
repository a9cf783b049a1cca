/// The answer of sign-in and refresh (SOUL_API §1).
struct TokenAnswer {
  let access: AccessToken
  /// `nil` where the one that was used stays valid.
  let refresh: Secret?

  /// - Parameter received: when the answer came.
  /// - Throws: `JSONDefect` whose reason quotes nothing of the answer.
  init(_ body: [UInt8], received: ContinuousClock.Instant) throws(JSONDefect) {
    var reader = JSONReader(body)
    var access: Secret?
    var refresh: Secret?
    var lifetime: Duration?
    guard try reader.enterObject() else { throw JSONDefect("it is no object") }
    while let key = try reader.nextKey() {
      switch key {
      case "access_token": access = try Self.token(try reader.text())
      case "refresh_token": refresh = try Self.token(try reader.text())
      case "expires_in":
        // A year keeps the sum from overflowing.
        lifetime = try reader.real().flatMap { $0 > 0 ? .seconds(min($0, 366 * 86_400)) : nil }
      default: try reader.skip()
      }
    }
    try reader.finish()
    guard let access else { throw JSONDefect("it has no access_token") }
    self.access = AccessToken(access, lifetime: lifetime, received: received)
    self.refresh = refresh
  }

  /// A token goes into a header: whatever could end that one is refused.
  private static func token(_ text: String?) throws(JSONDefect) -> Secret? {
    guard let text, !text.isEmpty else { return nil }
    guard text.utf8.count <= 16 << 10, text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else {
      throw JSONDefect("it has a token that is none")
    }
    return Secret(text)
  }
}
