/// The rules for the characters of addresses (RFC 3986).
enum AddressText {
  /// What a path's segment or a query's value is in a URL.
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      if isUnreserved(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        encoded += "%" + hexadecimal(byte)
      }
    }
    return encoded
  }

  /// - Parameter path: from its first slash on, or empty.
  /// - Returns: each segment in its one form, without empty ones; `nil` for a path that is none or climbs.
  static func normalisedPath(_ path: Substring) -> String? {
    var normalised = ""
    for segment in path.split(separator: "/") {
      guard let plain = decoded(segment), plain != ".", plain != ".." else { return nil }
      normalised += "/" + encoded(plain)
    }
    return normalised
  }

  /// Without the white space that comes along when an address is copied.
  static func trimmed(_ text: String) -> Substring {
    var trimmed = text[...]
    while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
    return trimmed.drop { $0.isWhitespace }
  }

  /// What was typed, fit for an error: without what may be a password, and not longer than a line.
  static func shown(_ typed: String) -> String {
    var text = trimmed(typed)
    if let at = text.lastIndex(of: "@") {
      let scheme = text.firstRange(of: "://").map { text[..<$0.upperBound] } ?? ""
      text = scheme + "…" + text[at...]
    }
    let scalars = text.unicodeScalars.prefix(120).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: scalars)
    return String(shown)
  }

  private static func decoded(_ segment: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = segment.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexadecimalDigit, let low = rest.popFirst()?.hexadecimalDigit else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + digits : digits
  }
}
