/// Formats of chunks, each with its length before it: WAV, AIFF and MP4. A chunk that would end after the file is
/// cut off.
enum ChunkEnd {
  enum Layout {
    case wav, aiff, mp4
  }

  /// Real files have some dozen, fragmented ones some thousand.
  private static let maximumChunks = 10_000

  /// Whether the file has begun to hold audio, however much is there.
  static func holdsAudio(_ file: borrowing MediaFile, layout: Layout) throws(TagsError) -> Bool {
    let name = Array((layout == .wav ? "data" : "SSND").utf8)
    var offset: Int64 = 12
    for _ in 0..<maximumChunks {
      let header = try file.bytes(at: offset, count: 16)[...]
      guard header.count > 8 else { return false }
      if header.starts(with: name) { return true }
      guard let length = length(header, layout) else { return false }
      offset += length
    }
    return false
  }

  static func isCutOff(_ file: borrowing MediaFile, layout: Layout) throws(TagsError) -> Bool {
    var offset: Int64 = layout == .mp4 ? 0 : 12
    for _ in 0..<maximumChunks {
      let header = try file.bytes(at: offset, count: 16)[...]
      guard header.count >= 8, let length = length(header, layout) else { return false }
      guard length <= file.size - offset else { return true }
      offset += length
    }
    return false
  }

  /// - Returns: the whole chunk's; `nil` where it reaches to the file's end, or where no chunk can be.
  private static func length(_ header: ArraySlice<UInt8>, _ layout: Layout) -> Int64? {
    switch layout {
    case .wav:
      // What is written as it is played doesn't know its length.
      guard let size = header.littleEndian(at: 4, bytes: 4), size < 0xFFFF_FF00 else { return nil }
      return isName(header.prefix(4)) ? 8 + Int64(size) + Int64(size & 1) : nil
    case .aiff:
      guard let size = header.bigEndian(at: 4, bytes: 4), isName(header.prefix(4)) else { return nil }
      return 8 + Int64(size) + Int64(size & 1)
    case .mp4:
      guard var size = header.bigEndian(at: 0, bytes: 4), isName(header.dropFirst(4).prefix(4)) else {
        return nil
      }
      if size == 1 { size = header.bigEndian(at: 8, bytes: 8) ?? 0 }
      return size >= 8 && size <= Int64.max ? Int64(size) : nil
    }
  }

  /// Other bytes after the last chunk are no chunk.
  private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0xA9 }
  }
}
