/// What a signature consists of. `self` is expected to follow the grammar where nothing else is said.
extension Signature {
  /// Whether this is one type without parts. Also right for what doesn't follow the grammar.
  var isBasic: Bool {
    guard rawValue.utf8.count == 1, let code = rawValue.utf8.first else { return false }
    return "ybnqiuxtdsogh".utf8.contains(code)
  }

  /// Whether this is the type of exactly this code.
  func isBasic(_ code: UInt8) -> Bool {
    rawValue.utf8.count == 1 && rawValue.utf8.first == code
  }

  var isStructure: Bool { rawValue.utf8.first == UInt8(ascii: "(") }

  func isArray(of element: Signature) -> Bool {
    rawValue.utf8.first == UInt8(ascii: "a") && rawValue.utf8.dropFirst().elementsEqual(element.rawValue.utf8)
  }

  /// The complete types one by one.
  var completeTypes: [Signature] {
    rawValue.utf8.count == 1 ? [self] : Self.completeTypes(of: rawValue.utf8[...])
  }

  /// Of a structure: the types of its fields.
  var fieldTypes: [Signature] {
    Self.completeTypes(of: rawValue.utf8.dropFirst().dropLast())
  }

  private static func completeTypes(of text: Substring.UTF8View) -> [Signature] {
    var types: [Signature] = []
    var rest = text
    while !rest.isEmpty {
      let type = rest.prefix(lengthOfFirstType(in: rest))
      types.append(Signature(unchecked: String(Substring(type))))
      rest = rest.dropFirst(type.count)
    }
    return types
  }

  private static func lengthOfFirstType(in text: Substring.UTF8View) -> Int {
    var length = 0
    var depth = 0
    for code in text {
      length += 1
      switch code {
      case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"): depth -= 1
      // What an array holds follows.
      case UInt8(ascii: "a"): continue
      default: break
      }
      if depth == 0 { return length }
    }
    return length
  }
}
