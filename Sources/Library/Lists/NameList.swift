/// Several names in one column: items separated by U+001F, which the full-text index takes for a space.
enum NameList {
  private static let separator: Character = "\u{1F}"

  static func text(_ names: [String]) -> String {
    guard names.count > 1 || names.first?.contains(separator) == true else { return names.first ?? "" }
    return names.map { name in String(name.map { $0 == separator ? " " : $0 }) }
      .joined(separator: String(separator))
  }

  static func names(_ text: String) -> [String] {
    // The separator is one byte, and no byte of another character is the same: no character has to be looked for.
    text.utf8.split(separator: 0x1F).map { String(Substring($0)) }
  }
}
