import GRDB

/// The words of a search's text, folded as the full-text index folds them: quotes, operators and everything
/// else that is no letter or digit only separate words.
struct SearchWords {
  /// Longer texts are cut, bytes: nobody types them, and every word costs a look-up.
  private static let maximumLength = 1_000
  private static let maximumCount = 32

  let tokenizer: any FTS5Tokenizer
  let words: [String]

  init(_ text: String, _ database: Database) throws {
    // As the table was made: v001_library.sql.
    tokenizer = try database.makeTokenizer(.unicode61(diacritics: .remove))
    let clean = String(
      decoding: text.utf8.prefix(Self.maximumLength).map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
    var seen: Set<String> = []
    words = try tokenizer.tokenize(query: clean).map(\.token).filter { seen.insert($0).inserted }
      .prefix(Self.maximumCount).map { $0 }
  }

  /// Whether each of `prefixes` begins a word of the text.
  func text(_ text: String, hasPrefixes prefixes: [String]) throws -> Bool {
    let tokens = try tokenizer.tokenize(document: text).map(\.token)
    return prefixes.allSatisfy { prefix in tokens.contains { $0.utf8.starts(with: prefix.utf8) } }
  }

  /// The FTS5 expression for a word that begins so. A word holds no quotes, so none has to be doubled.
  static func prefix(_ word: String) -> String { "\"\(word)\"*" }

  /// The FTS5 expression for this very word.
  static func exact(_ word: String) -> String { "\"\(word)\"" }
}
