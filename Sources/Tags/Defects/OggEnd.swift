/// RFC 3533: the last page of a stream is marked so, and holds what its table of segments says.
enum OggEnd {
  private static let capture = Array("OggS".utf8)
  private static let endOfStream: UInt8 = 0x04

  static func isCutOff(tail: ArraySlice<UInt8>) -> Bool {
    var end = tail.count
    while let page = tail.lastOffset(of: capture, before: end) {
      end = page + capture.count - 1
      guard let version = tail.bigEndian(at: page + 4, bytes: 1),
        let flags = tail.bigEndian(at: page + 5, bytes: 1),
        let segments = tail.bigEndian(at: page + 26, bytes: 1)
      else { return true }
      // The four letters may also stand within a packet.
      guard version == 0, flags < 8 else { continue }
      let table = page + 27
      guard table + Int(segments) <= tail.count else { return true }
      let start = tail.startIndex + table
      let length = tail[start..<start + Int(segments)].reduce(0) { $0 + Int($1) }
      return table + Int(segments) + length > tail.count || UInt8(flags) & endOfStream == 0
    }
    // A page is shorter than the tail: where none begins, the end is no Ogg's.
    return true
  }
}
