extension JSONReader {
  /// A string, or a number as it is written; any other value is skipped and `nil`.
  mutating func text() throws(JSONDefect) -> String? {
    switch try peek() {
    case UInt8(ascii: "\""):
      return try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return String(decoding: bytes[try number()], as: UTF8.self)
    default:
      try skip()
      return nil
    }
  }

  /// A whole number, written as such, as `3.0` or in a string; any other value is skipped and `nil`.
  mutating func integer() throws(JSONDefect) -> Int64? {
    guard Self.beginsNumber(try peek()) else { return try text().flatMap(Self.integer) }
    let range = try number()
    var value: Int64 = 0
    let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
    let digits = bytes[range].dropFirst(isNegative ? 1 : 0)
    guard !digits.isEmpty else { return nil }
    for byte in digits {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow, Self.isDigit(byte) else {
        return Self.integer(String(decoding: bytes[range], as: UTF8.self))
      }
      let (sum, isTooLarge) = tens.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
      guard !isTooLarge else { return nil }
      value = sum
    }
    return isNegative ? -value : value
  }

  /// A finite number, or one in a string; any other value is skipped and `nil`.
  mutating func real() throws(JSONDefect) -> Double? {
    try text().flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }

  /// `true`, `false`, and what stands for them elsewhere: 1, 0 and both in a string; else `nil`.
  mutating func boolean() throws(JSONDefect) -> Bool? {
    switch try peek() {
    case UInt8(ascii: "t"):
      try skipWord()
      return true
    case UInt8(ascii: "f"):
      try skipWord()
      return false
    default:
      return switch try text() {
      case "1", "true": true
      case "0", "false": false
      default: nil
      }
    }
  }

  /// Passes over a number, `true`, `false` or `null`.
  mutating func skipWord() throws(JSONDefect) {
    let first = bytes[offset]
    if Self.beginsNumber(first) {
      _ = try number()
      return
    }
    let words: [StaticString] = ["true", "false", "null"]
    guard let word = words.first(where: { $0.utf8Start.pointee == first }) else {
      throw JSONDefect("no value", at: offset)
    }
    guard bytes[offset...].starts(with: "\(word)".utf8) else { throw JSONDefect("no value", at: offset) }
    offset += word.utf8CodeUnitCount
  }

  private mutating func number() throws(JSONDefect) -> Range<Int> {
    let start = offset
    while offset < bytes.count, Self.isPartOfNumber(bytes[offset]) { offset += 1 }
    // A number that is none, as `1e` or `--1`, gives no value later; here only its end counts.
    return start..<offset
  }

  private static func integer(_ text: String) -> Int64? {
    Int64(text) ?? Double(text).flatMap { Int64(exactly: $0) }
  }

  private static func beginsNumber(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "-")
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
