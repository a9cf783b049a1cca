extension SortKey {
  /// The key of a name of plain ASCII, byte by byte: an import makes a key for every title, and Unicode's
  /// tables are twenty times as slow.
  /// - Returns: `nil` for any other name.
  static func ofASCII(_ name: String) -> String? {
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      // A carriage return and a line feed are one character together; no name needs that here.
      guard byte < 0x80, byte != 0x0D else { return nil }
      guard bytes.count < maximumLength else { continue }
      bytes.append(byte | (0x41...0x5A ~= byte ? 0x20 : 0))
    }
    var words = bytes.split { !isWordByte($0) }
    guard !words.isEmpty else { return text(bytes.filter { !(0x09...0x0D ~= $0 || $0 == 0x20) }) }
    if words.count > 1, let first = words.first, articles.contains(Substring(text(first))) {
      words.removeFirst()
    }
    var key: [UInt8] = []
    for word in words {
      if !key.isEmpty { key.append(0x20) }
      appendNumbersByValue(word, to: &key)
    }
    return text(key)
  }

  private static func appendNumbersByValue(_ word: ArraySlice<UInt8>, to key: inout [UInt8]) {
    var rest = word
    while let first = rest.first {
      let run = rest.prefix(while: isDigit)
      if run.isEmpty {
        key.append(first)
        rest.removeFirst()
      } else {
        let digits = run.drop { $0 == 0x30 }
        key.append(lengthByte(digits.count))
        key += digits
        rest = rest[run.endIndex...]
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  /// Letters, digits and Unicode's symbols among ASCII, in lower case.
  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x30...0x39: true
    case UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: ">"): true
    case UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"): true
    default: false
    }
  }

  private static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
