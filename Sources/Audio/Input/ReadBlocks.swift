/// The last few blocks that were read, by offset: formats jump between a few places of a file as they open it.
struct ReadBlocks {
  private struct Block {
    let start: Int64
    var bytes: [UInt8]
    var end: Int64 { start + Int64(bytes.count) }
  }

  private static let limit = 4
  /// Bytes that one block holds, unless they came at once.
  private static let blockSize = 262_144

  /// The oldest first.
  private var blocks: [Block] = []

  /// What follows on from the newest block is added to it: a network gives small pieces, and as blocks of their own
  /// they would push out bytes that nobody has taken yet.
  mutating func add(_ bytes: [UInt8], at offset: Int64) {
    if let newest = blocks.last, newest.end == offset, newest.bytes.count + bytes.count <= Self.blockSize {
      blocks[blocks.count - 1].bytes += bytes
      return
    }
    if blocks.count == Self.limit { blocks.removeFirst() }
    blocks.append(Block(start: offset, bytes: bytes))
  }

  /// Whether the newest bytes are the last ones.
  func reaches(_ end: Int64?) -> Bool {
    end != nil && blocks.last?.end == end
  }

  /// How many bytes follow on from an offset without a gap, `limit` at most.
  func count(from offset: Int64, upTo limit: Int) -> Int {
    var cursor = offset
    // A decoder of a broken file may look for bytes where no file can have any.
    let (sum, isTooFar) = offset.addingReportingOverflow(Int64(limit))
    let end = isTooFar ? .max : sum
    while cursor < end, let block = block(at: cursor) {
      cursor = min(end, block.end)
    }
    return Int(cursor - offset)
  }

  /// - Parameter body: gets the position within what was asked for, and its bytes.
  func forEachPart(from offset: Int64, count: Int, _ body: (Int, UnsafeRawBufferPointer) -> Void) {
    var cursor = offset
    let end = offset + Int64(count)
    while cursor < end, let block = block(at: cursor) {
      let first = Int(cursor - block.start)
      let last = Int(min(end, block.end) - block.start)
      block.bytes[first..<last].withUnsafeBytes { body(Int(cursor - offset), $0) }
      cursor = min(end, block.end)
    }
  }

  private func block(at offset: Int64) -> Block? {
    blocks.last { $0.start <= offset && offset < $0.end }
  }
}
