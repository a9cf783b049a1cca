import Foundation

/// By which names are the same artist or album: case, width of characters, spelling of accents and spaces aside.
enum IdentityKey {
  /// Longer names are the same when their beginnings are and the hash of the whole is: the key is indexed.
  private static let maximumLength = 256

  static func of(_ name: String) -> String {
    let folded = foldedASCII(name) ?? folded(name.precomposedStringWithCompatibilityMapping.lowercased())
    guard folded.utf8.count > maximumLength else { return folded }
    return "\(String(folded.unicodeScalars.prefix(maximumLength)))…\(String(fnv1a(folded), radix: 16))"
  }

  private static func folded(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Most names are plain ASCII, and every track has several. `nil` for any other.
  private static func foldedASCII(_ name: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      guard byte < 0x80 else { return nil }
      if byte == 0x20 || 0x09...0x0D ~= byte {
        if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
      } else {
        bytes.append(byte | (0x41...0x5A ~= byte ? 0x20 : 0))
      }
    }
    if bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// FNV-1a, 64 bits: short, the same on every machine, and nothing hangs on its being hard to reverse.
  private static func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
