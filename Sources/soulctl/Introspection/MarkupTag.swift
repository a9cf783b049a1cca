/// A tag of introspection XML.
///
/// The format has elements and attributes only, and this program reads it from its own daemon; an XML library
/// would bring a system library into every build for it.
struct MarkupTag: Hashable {
  enum Kind: Hashable {
    case start, end
    /// `<arg …/>`.
    case empty
  }

  let kind: Kind
  let name: String
  let attributes: [String: String]

  /// - Returns: the tags in their order, comments and declarations left out; `nil` for what is not well-formed.
  static func tags(in markup: String) -> [MarkupTag]? {
    var tags: [MarkupTag] = []
    var rest = markup[...]
    while let opening = rest.firstIndex(of: "<") {
      rest = rest[opening...]
      guard let end = end(of: rest) else { return nil }
      let inner = rest[rest.index(after: opening)..<end.lowerBound]
      rest = rest[end.upperBound...]
      if inner.hasPrefix("!") || inner.hasPrefix("?") { continue }
      guard let tag = MarkupTag(inner) else { return nil }
      tags.append(tag)
    }
    return tags
  }

  /// Where the markup at the beginning of `rest` ends.
  private static func end(of rest: Substring) -> Range<Substring.Index>? {
    if rest.hasPrefix("<!--") { return rest.firstRange(of: "-->") }
    var quote: Character?
    for index in rest.indices {
      let character = rest[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == ">" {
        return index..<rest.index(after: index)
      }
    }
    return nil
  }

  /// - Parameter inner: what stands between `<` and `>`.
  private init?(_ inner: Substring) {
    var rest = inner
    if rest.hasPrefix("/") {
      kind = .end
      rest.removeFirst()
    } else if rest.hasSuffix("/") {
      kind = .empty
      rest.removeLast()
    } else {
      kind = .start
    }
    let name = rest.prefix { !$0.isWhitespace }
    guard !name.isEmpty else { return nil }
    self.name = String(name)
    rest = rest[name.endIndex...].drop(while: \.isWhitespace)
    var attributes: [String: String] = [:]
    while !rest.isEmpty {
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let value = rest[rest.index(after: equals)...].drop(while: \.isWhitespace)
      guard let quote = value.first, quote == "\"" || quote == "'",
        let end = value.dropFirst().firstIndex(of: quote)
      else { return nil }
      let key = String(rest[..<equals].prefix { !$0.isWhitespace })
      attributes[key] = Self.text(of: value[value.index(after: value.startIndex)..<end])
      rest = value[value.index(after: end)...].drop(while: \.isWhitespace)
    }
    self.attributes = attributes
  }

  /// The five entities that XML has by itself.
  private static func text(of escaped: Substring) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
    return entities.reduce(String(escaped)) { $0.replacing($1.0, with: $1.1) }
  }
}
