/// The hash of an original file as servers write it (SOUL_API §1).
enum FileHash {
  /// - Parameter text: `sha256:` and 64 hexadecimal digits.
  /// - Returns: 32 bytes; `nil` for any other text.
  static func sha256(_ text: String) -> [UInt8]? {
    let prefix = "sha256:".utf8
    guard text.utf8.count == prefix.count + 64, text.utf8.starts(with: prefix) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    var high: UInt8?
    for digit in text.utf8.dropFirst(prefix.count) {
      guard let value = digit.hexadecimalDigit else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }
}
