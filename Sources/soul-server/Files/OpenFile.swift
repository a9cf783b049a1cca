import Glibc
import Library
import Model
import NIOCore

/// A regular file that is open for reading, closed with the last reference to it.
///
/// What is replaced on the disk meanwhile stays whole for whoever has it open.
final class OpenFile: Sendable {
  let handle: NIOFileHandle
  /// As it was when it was opened.
  let stamp: FileStamp
  private let descriptor: Int32

  /// - Parameter path: from the library; never from a client.
  /// - Returns: `nil` where it is gone, can't be read or is no regular file.
  init?(_ path: String) {
    // A FIFO must not hold the thread until somebody writes.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    guard let stamp = FileStamp(descriptor: descriptor) else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    self.stamp = stamp
    handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: descriptor)
  }

  deinit {
    // It fails only where it was closed before, and nobody else does that.
    try? handle.close()
  }

  /// A strong validator: another content has another one.
  ///
  /// Not the SHA-256, which is known later: a download that was resumed in between would begin anew.
  var entityTag: String {
    "\"\(String(stamp.inode, radix: 36))-\(String(stamp.size, radix: 36))-\(String(stamp.modified, radix: 36))\""
  }

  func isShorter(than end: Int64) -> Bool {
    FileStamp(descriptor: descriptor).map { $0.size < end } ?? true
  }

  /// Lets the kernel read a part from the disk before it is sent.
  func prepare(_ range: Range<Int64>) {
    _ = posix_fadvise(descriptor, off_t(range.lowerBound), off_t(range.count), POSIX_FADV_WILLNEED)
  }
}
