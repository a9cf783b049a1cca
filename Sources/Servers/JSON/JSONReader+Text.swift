extension JSONReader {
  /// The string that begins here. Bytes that are no UTF-8 and half surrogates become U+FFFD.
  mutating func string() throws(JSONDefect) -> String {
    let start = offset + 1
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\") { end += 1 }
    guard end < bytes.count else { throw JSONDefect("a string without an end", at: offset) }
    guard bytes[end] == UInt8(ascii: "\\") else {
      offset = end + 1
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
    return try escapedString(from: start, firstEscape: end)
  }

  mutating func skipString() throws(JSONDefect) {
    var end = offset + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < bytes.count else { throw JSONDefect("a string without an end", at: offset) }
    offset = end + 1
  }

  private mutating func escapedString(from start: Int, firstEscape: Int) throws(JSONDefect) -> String {
    var text = Array(bytes[start..<firstEscape])
    var next = firstEscape
    while next < bytes.count {
      let byte = bytes[next]
      next += 1
      switch byte {
      case UInt8(ascii: "\""):
        offset = next
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text.append(contentsOf: try escape(at: &next).utf8)
      default:
        text.append(byte)
      }
    }
    throw JSONDefect("a string without an end", at: offset)
  }

  /// - Parameter next: behind the backslash; then behind the escape.
  private func escape(at next: inout Int) throws(JSONDefect) -> Character {
    guard next < bytes.count else { throw JSONDefect("it ends too early") }
    let letter = bytes[next]
    next += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return Character(Unicode.Scalar(letter))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try codeUnit(at: &next)
      return Character(scalar(unit, at: &next))
    default:
      throw JSONDefect("an escape that there is not", at: next - 2)
    }
  }

  private func scalar(_ unit: UInt16, at next: inout Int) -> Unicode.Scalar {
    guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    var after = next
    guard after + 1 < bytes.count, bytes[after] == UInt8(ascii: "\\"), bytes[after + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    after += 2
    guard let trail = try? codeUnit(at: &after), UTF16.isTrailSurrogate(trail) else { return "\u{FFFD}" }
    next = after
    return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
  }

  private func codeUnit(at next: inout Int) throws(JSONDefect) -> UInt16 {
    guard next + 4 <= bytes.count else { throw JSONDefect("it ends too early") }
    var unit: UInt16 = 0
    for byte in bytes[next..<next + 4] {
      guard let digit = byte.hexadecimalDigit else {
        throw JSONDefect("an escape that there is not", at: next - 2)
      }
      unit = unit << 4 | UInt16(digit)
    }
    next += 4
    return unit
  }
}
