/// Makes the text of tags and servers fit for lists, the bus and the database.
public enum CleanText {
  /// Longer values are cut to this many bytes: nothing real needs them, and each is held in memory and in rows.
  public static let maximumLength = 64 << 10

  /// - Returns: the text without control characters (NUL among them) and without white space at its ends; `nil`
  ///   where nothing is left.
  public static func cleaned(_ text: String) -> String? {
    guard text.utf8.count <= maximumLength else { return cleaned(cut(text)) }
    if isPlain(text) { return text }
    guard !isClean(text) else { return text }
    let scalars = text.unicodeScalars.map { isControl($0) ? " " : $0 }
    guard let start = scalars.firstIndex(where: { !isBlank($0) }),
      let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return nil }
    var cleaned = String.UnicodeScalarView()
    cleaned.append(contentsOf: scalars[start...end])
    return String(cleaned)
  }

  private static func cut(_ text: String) -> String {
    var head = String(decoding: text.utf8.prefix(maximumLength), as: UTF8.self)
    if head.unicodeScalars.last == "\u{FFFD}" { head.unicodeScalars.removeLast() }
    return head
  }

  /// Nearly every text is: visible ASCII, and single bytes are quicker to look at than scalars.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, first != 0x20, last != 0x20 else {
      return false
    }
    return text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
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
