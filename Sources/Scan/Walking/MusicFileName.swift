import Model

/// Tells by the bytes of a name whether a scan cares for it: most names in a folder need no more than this.
enum MusicFileName {
  private static let musicExtensions = Set(
    AudioFormat.allCases.flatMap(\.fileExtensions).compactMap { packed($0.utf8) })
  private static let pictureExtensions = Set(["jpg", "jpeg", "png", "webp"].compactMap { packed($0.utf8) })
  /// `folder.jpeg`.
  private static let longestCoverName = 11

  static func isMusic(_ name: UnsafeRawBufferPointer) -> Bool {
    fileExtension(of: name).map(musicExtensions.contains) ?? false
  }

  static func mayBeCover(_ name: UnsafeRawBufferPointer) -> Bool {
    name.count <= longestCoverName && (fileExtension(of: name).map(pictureExtensions.contains) ?? false)
  }

  private static func fileExtension(of name: UnsafeRawBufferPointer) -> UInt64? {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    return packed(name[(dot + 1)...])
  }

  /// Up to eight bytes in one number, ASCII letters in lower case.
  private static func packed(_ bytes: some Collection<UInt8>) -> UInt64? {
    var packed: UInt64 = 0
    var count = 0
    for byte in bytes {
      count += 1
      guard count <= 8 else { return nil }
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      packed = packed << 8 | UInt64(isUpper ? byte | 0x20 : byte)
    }
    return count > 0 ? packed : nil
  }
}
