import Bus

/// How people call a source.
struct SourceName {
  private static let longest = 200

  let text: String

  /// - Throws: `BusFailure` `InvalidArgs` for an empty one, a long one, one with control characters, and one that could be
  ///   the number of another source.
  init(_ typed: String) throws(BusFailure) {
    guard let first = typed.firstIndex(where: { !$0.isWhitespace }),
      let last = typed.lastIndex(where: { !$0.isWhitespace })
    else { throw .invalidArguments("A source needs a name.") }
    text = String(typed[first...last])
    guard text.count <= Self.longest,
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw .invalidArguments(
        "A source's name has at most \(Self.longest) characters, and no control characters.")
    }
    guard Int64(text) == nil else {
      throw .invalidArguments("“\(text)” would be taken for a source's number: put a letter into its name.")
    }
  }
}
