/// WavPack's format, §2: each block tells which samples it holds, the first one how many there are in all.
enum WavPackEnd {
  private static let mark = Array("wvpk".utf8)

  static func isCutOff(head: ArraySlice<UInt8>, tail: ArraySlice<UInt8>) -> Bool {
    let unknown: UInt64 = 0xFFFF_FFFF
    guard let total = head.littleEndian(at: 12, bytes: 4), total != unknown else { return false }
    // High resolutions have blocks longer than the tail: then nothing is known.
    guard let last = tail.lastOffset(of: mark, before: tail.count) else { return false }
    guard let length = tail.littleEndian(at: last + 4, bytes: 4),
      let start = tail.littleEndian(at: last + 16, bytes: 4),
      let samples = tail.littleEndian(at: last + 20, bytes: 4)
    else { return true }
    return start + samples < total || last + 8 + Int(length) > tail.count
  }
}
