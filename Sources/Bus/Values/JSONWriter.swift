/// Writes values as JSON (RFC 8259).
struct JSONWriter {
  private(set) var text = ""
  private let sortsKeys: Bool

  init(sortsKeys: Bool) {
    self.sortsKeys = sortsKeys
  }

  mutating func append(_ value: BusValue) {
    switch value {
    case .byte(let number): text += "\(number)"
    case .boolean(let boolean): text += "\(boolean)"
    case .int16(let number): text += "\(number)"
    case .uint16(let number): text += "\(number)"
    case .int32(let number): text += "\(number)"
    case .uint32(let number): text += "\(number)"
    case .int64(let number): text += "\(number)"
    case .uint64(let number): text += "\(number)"
    case .double(let number): text += number.isFinite ? "\(number)" : "null"
    case .string(let string): append(string: string)
    case .objectPath(let path): append(string: path.rawValue)
    case .signature(let signature): append(string: signature.rawValue)
    case .unixFD: text += "null"
    case .array(let elements, _), .structure(let elements):
      append(elements, between: ("[", "]")) { $0.append($1) }
    case .dictionary(let dictionary): append(dictionary)
    case .variant(let content): append(content)
    }
  }

  private mutating func append(_ dictionary: BusDictionary) {
    var members = dictionary.entries.map { (key: Self.key($0.key), value: $0.value) }
    if sortsKeys { members.sort { $0.key < $1.key } }
    append(members, between: ("{", "}")) { writer, member in
      writer.append(string: member.key)
      writer.text += ":"
      writer.append(member.value)
    }
  }

  /// A key is of a basic type; one that isn't text is the text of its JSON.
  private static func key(_ value: BusValue) -> String {
    switch value {
    case .string(let string): string
    case .objectPath(let path): path.rawValue
    case .signature(let signature): signature.rawValue
    default: value.jsonText()
    }
  }

  private mutating func append<Element>(
    _ elements: [Element], between brackets: (String, String), _ body: (inout Self, Element) -> Void
  ) {
    text += brackets.0
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      body(&self, element)
    }
    text += brackets.1
  }

  private mutating func append(string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..<" ", "\u{7F}":
        let code = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
