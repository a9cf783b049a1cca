/// The Xing header in the first frame of an MP3, which most encoders write: it tells how many bytes there are.
enum MPEGEnd {
  static func isCutOff(_ file: borrowing MediaFile) throws(TagsError) -> Bool {
    let start = Int64(Container.id3Length(file.head) ?? 0)
    let frame = try file.bytes(at: start, count: 4 + 36 + 16)[...]
    guard Container.isMPEGFrame(frame), let version = frame.bigEndian(at: 1, bytes: 1),
      let mode = frame.bigEndian(at: 3, bytes: 1)
    else { return false }
    let isMPEG1 = version & 0x18 == 0x18
    let isMono = mode & 0xC0 == 0xC0
    let xing = 4 + (isMPEG1 ? (isMono ? 17 : 32) : (isMono ? 9 : 17))
    let name = frame.dropFirst(xing)
    guard name.starts(with: "Xing".utf8) || name.starts(with: "Info".utf8),
      let flags = frame.bigEndian(at: xing + 4, bytes: 4), flags & 2 != 0,
      let bytes = frame.bigEndian(at: xing + 8 + (flags & 1 != 0 ? 4 : 0), bytes: 4), bytes > 0
    else { return false }
    // Encoders differ in whether this frame itself is counted.
    let longestFrame: Int64 = 1_441
    return Int64(bytes) > file.size - start + longestFrame
  }
}
