/// Makes a tag's text fit for lists, the bus and the database.
enum TagText {
  /// Longer values are cut to this many bytes: nothing real needs them, and each is held in memory and in rows.
  static let maximumLength = 64 << 10

  /// - Returns: valid UTF-8 without control characters (NUL among them) and without white space at its ends; `nil`
  ///   where nothing is left.
  static func cleaned(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var text = String(decoding: bytes.prefix(maximumLength), as: UTF8.self)
    if bytes.count > maximumLength, text.unicodeScalars.last == "\u{FFFD}" {
      text.unicodeScalars.removeLast()
    }
    guard !isClean(text) else { return text }
    let scalars = text.unicodeScalars.map { isControl($0) ? " " : $0 }
    guard let start = scalars.firstIndex(where: { !isBlank($0) }),
      let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return nil }
    var cleaned = String.UnicodeScalarView()
    cleaned.append(contentsOf: scalars[start...end])
    return String(cleaned)
  }

  private static func isClean(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
    return !isBlank(first) && !isBlank(last) && !text.unicodeScalars.contains(where: isControl)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\u{FEFF}" || (scalar.value > 0x7F && scalar.properties.isWhitespace)
  }
}
