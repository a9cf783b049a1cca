/// Text from tags, paths and error messages made fit for a line of a terminal.
///
/// A title may hold anything: an escape sequence in it could recolour the screen, move the cursor or type into
/// the shell, a direction mark could turn the rest of the line around.
enum VisibleText {
  /// - Returns: `text` with every control character as a visible sign of one column; a line of it stays a line.
  static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var visible = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      visible.append(isControl(scalar) ? sign(for: scalar) : scalar)
    }
    return String(visible)
  }

  /// - Parameter json: JSON text, where such characters can only stand inside of strings.
  /// - Returns: the same value with its control characters as `\u` escapes, so that printing it is harmless.
  static func ofJSON(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: isControl) else { return json }
    var visible = ""
    for scalar in json.unicodeScalars {
      if isControl(scalar), scalar != "\n" {
        let hex = String(scalar.value, radix: 16)
        visible += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      } else {
        visible.unicodeScalars.append(scalar)
      }
    }
    return visible
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    // Line and paragraph separators; marks, embeddings, overrides and isolates of direction.
    case 0x2028...0x202E, 0x2066...0x2069, 0x200E...0x200F, 0x061C: true
    default: false
    }
  }

  /// The Unicode control picture where there is one.
  private static func sign(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    default: "\u{FFFD}"
    }
  }
}
