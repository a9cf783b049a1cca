internal import Glibc

/// The events in one read of an inotify descriptor: each a head, and a name that NULs fill up.
struct InotifyEvents: Sequence, IteratorProtocol {
  private var rest: UnsafeRawBufferPointer

  /// - Parameter bytes: whole events, valid while this is in use.
  init(bytes: UnsafeRawBufferPointer) {
    rest = bytes
  }

  mutating func next() -> InotifyEvent? {
    let headSize = MemoryLayout<inotify_event>.size
    guard rest.count >= headSize else { return nil }
    let watch = rest.loadUnaligned(fromByteOffset: 0, as: Int32.self)
    let mask = rest.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
    let length = Int(rest.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
    guard rest.count >= headSize + length else { return nil }
    let padded = UnsafeRawBufferPointer(rebasing: rest[headSize..<headSize + length])
    let name = UnsafeRawBufferPointer(rebasing: padded[..<(padded.firstIndex(of: 0) ?? padded.endIndex)])
    rest = UnsafeRawBufferPointer(rebasing: rest[(headSize + length)...])
    return InotifyEvent(watch: watch, mask: mask, name: String(decoding: name, as: UTF8.self))
  }
}
