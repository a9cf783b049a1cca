import Foundation

/// By which names are the same artist or album: case, width of characters and spelling of accents aside.
enum IdentityKey {
  /// Longer names are the same when their beginnings are and the hash of the rest is: the key is indexed.
  private static let maximumLength = 256

  static func of(_ name: String) -> String {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let folded = isASCII ? name.lowercased() : name.precomposedStringWithCompatibilityMapping.lowercased()
    let words = folded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.utf8.count > maximumLength else { return words }
    let start = words.unicodeScalars.prefix(maximumLength)
    return "\(String(start))…\(String(fnv1a(words), radix: 16))"
  }

  /// FNV-1a, 64 bits: short, the same on every machine, and nothing hangs on its being hard to reverse.
  private static func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
