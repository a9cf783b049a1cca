import Model

/// Recognises the cover beside a folder's files in one number.
enum CoverStamp {
  /// Stands for a cover that could not be kept: no folder has this stamp, so the next scan tries again.
  static let retry: Int64 = -1

  /// FNV-1a over what changes when the picture does: stable from one run to the next, as `Hasher` is not.
  static func of(name: String, _ stamp: FileStamp) -> Int64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ byte: UInt8) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    name.utf8.forEach(mix)
    for number in [UInt64(bitPattern: stamp.size), UInt64(bitPattern: stamp.modified), stamp.inode] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift)) }
    }
    // Positive and not 0, so that it is neither "no cover" nor `retry`.
    return Int64(hash >> 1) | 1
  }
}
