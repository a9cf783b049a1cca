/// How many columns of a terminal a text takes: wide characters take two, combining marks none.
enum DisplayWidth {
  /// East Asian Width W and F by block (Unicode TR 11); emoji have a property of their own.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
  /// Makes the character before it an emoji.
  private static let emojiSelector: Unicode.Scalar = "\u{FE0F}"

  static func columns(of text: String) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  static func columns(of character: Character) -> Int {
    if let ascii = character.asciiValue { return (0x20...0x7E).contains(ascii) ? 1 : 0 }
    let scalars = character.unicodeScalars
    guard scalars.contains(where: { !takesNoColumn($0) }) else { return 0 }
    return scalars.contains { isWide($0) || $0 == emojiSelector } ? 2 : 1
  }

  /// The text if it fits, else its beginning and an ellipsis.
  /// - Parameter width: columns, ≥ 1.
  static func clip(_ text: String, to width: Int) -> String {
    guard columns(of: text) > width else { return text }
    var clipped = ""
    var room = width - 1
    for character in text {
      room -= columns(of: character)
      guard room >= 0 else { break }
      clipped.append(character)
    }
    return clipped + "…"
  }

  /// The text with spaces behind it up to `width` columns.
  static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }

  /// The text with spaces before it up to `width` columns: for numbers.
  static func padLeft(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns(of: text))) + text
  }

  private static func takesNoColumn(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: true
    default: false
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isEmojiPresentation || wideRanges.contains { $0.contains(scalar.value) }
  }
}
