/// RFC 9639: STREAMINFO tells how many samples there are, and each frame's header which it holds.
enum FLACEnd {
  static func isCutOff(head: ArraySlice<UInt8>, tail: ArraySlice<UInt8>) -> Bool {
    guard let start = head.lastOffset(of: Array("fLaC".utf8), before: min(head.count, 4)),
      let info = StreamInfo(head.dropFirst(start + 8)), info.samples > 0,
      // Frames that may be longer than the tail can't be looked for there.
      info.largestFrame > 0, info.largestFrame < tail.count || tail.count < MediaFile.edgeLength
    else { return false }
    var index = tail.count - 6
    while index >= 0 {
      if tail[tail.startIndex + index] == 0xFF,
        let end = endSample(ofFrame: tail.dropFirst(index), info), end == info.samples
      {
        return false
      }
      index -= 1
    }
    return true
  }

  private struct StreamInfo {
    let blockSize: UInt64
    let largestFrame: Int
    let samples: UInt64

    init?(_ block: ArraySlice<UInt8>) {
      guard let blockSize = block.bigEndian(at: 0, bytes: 2),
        let largestFrame = block.bigEndian(at: 7, bytes: 3),
        let samples = block.bigEndian(at: 13, bytes: 5)
      else { return nil }
      self.blockSize = blockSize
      self.largestFrame = Int(largestFrame)
      self.samples = samples & 0xF_FFFF_FFFF
    }
  }

  /// RFC 9639 §9.1.
  /// - Returns: the number of the sample after the frame's last; `nil` where no frame begins.
  private static func endSample(ofFrame frame: ArraySlice<UInt8>, _ info: StreamInfo) -> UInt64? {
    let header = Array(frame.prefix(16))
    guard header.count >= 6, header[0] == 0xFF, header[1] & 0xFE == 0xF8 else { return nil }
    guard let (number, numberLength) = codedNumber(header[4...]) else { return nil }
    var length = 4 + numberLength
    var blockSize: UInt64
    switch header[2] >> 4 {
    case 1: blockSize = 192
    case let code where (2...5).contains(code): blockSize = 144 << UInt64(code)
    case 6, 7:
      let bytes = header[2] >> 4 == 6 ? 1 : 2
      guard let value = header[...].bigEndian(at: length, bytes: bytes) else { return nil }
      blockSize = value + 1
      length += bytes
    case let code where code >= 8: blockSize = 256 << UInt64(code - 8)
    default: return nil
    }
    switch header[2] & 15 {
    case 12: length += 1
    case 13, 14: length += 2
    default: break
    }
    guard length < header.count, crc8(header[..<length]) == header[length] else { return nil }
    let isVariable = header[1] & 1 == 1
    return (isVariable ? number : number &* info.blockSize) &+ blockSize
  }

  /// A number as UTF-8 would write it, up to 36 bits.
  private static func codedNumber(_ bytes: ArraySlice<UInt8>) -> (value: UInt64, length: Int)? {
    guard let first = bytes.first else { return nil }
    let ones = (~first).leadingZeroBitCount
    guard ones != 1, ones < 8 else { return nil }
    let length = max(ones, 1)
    guard bytes.count >= length else { return nil }
    var value = ones == 0 ? UInt64(first) : UInt64(first) & ((1 << UInt64(7 - ones)) - 1)
    for byte in bytes.dropFirst().prefix(length - 1) {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt64(byte & 0x3F)
    }
    return (value, length)
  }

  private static func crc8(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    bytes.reduce(0) { crc, byte in
      (0..<8).reduce(crc ^ byte) { rest, _ in rest & 0x80 != 0 ? rest << 1 ^ 0x07 : rest << 1 }
    }
  }
}
