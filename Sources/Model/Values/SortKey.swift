import Foundation

/// The key by which lists sort as people sort: articles, case, accents and punctuation aside, numbers by value.
///
/// Two names compare by their keys' UTF-8 bytes, which is SQLite's `BINARY` collation: the key is stored in an
/// indexed column. "The Beatles" → `beatles`, "Vol. 10" follows "Vol. 9", "Ágætis" stands under A.
public enum SortKey {
  /// Longer names sort by this many characters of theirs: a tag may hold anything.
  static let maximumLength = 256

  static let articles: Set<Substring> = [
    "the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "los", "las",
  ]

  /// - Parameter name: a title or a name of any length.
  /// - Returns: the key; empty only where `name` holds no letter, digit or symbol.
  public static func of(_ name: String) -> String {
    ofASCII(name) ?? ofUnicode(name)
  }

  static func ofUnicode(_ name: String) -> String {
    let folded = String(name.prefix(maximumLength)).folding(
      options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
    var words = folded.split { !($0.isLetter || $0.isNumber || $0.isSymbol) }
    guard !words.isEmpty else { return folded.filter { !$0.isWhitespace } }
    if words.count > 1, let first = words.first, articles.contains(first) {
      words.removeFirst()
    }
    return words.map(numbersByValue).joined(separator: " ")
  }

  /// Each run of digits gets its length before it, so that `9` (19) sorts before `10` (210) byte by byte.
  private static func numbersByValue(_ word: Substring) -> String {
    var key = ""
    var rest = word
    while let start = rest.firstIndex(where: \.isASCIIDigit) {
      key += rest[..<start]
      let run = rest[start...].prefix(while: \.isASCIIDigit)
      let digits = run.drop { $0 == "0" }
      key.unicodeScalars.append(Unicode.Scalar(lengthByte(digits.count)))
      key += digits
      rest = rest[run.endIndex...]
    }
    return key + rest
  }

  /// A byte that sorts among the digits' place by `count`: numbers still come before letters.
  static func lengthByte(_ count: Int) -> UInt8 {
    // 0x21…0x60 lies below the folded (lower-case) letters; longer numbers than 63 digits are all alike.
    UInt8(0x21 + min(count, 63))
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
