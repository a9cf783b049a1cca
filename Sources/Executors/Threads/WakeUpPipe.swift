import Glibc

/// A pipe that ends a `poll`: any thread signals, the polling one drains. (Swift's Glibc module has no eventfd.)
final class WakeUpPipe: Sendable {
  let readEnd: Int32
  let writeEnd: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "no pipe could be opened: \(String(cString: strerror(errno)))")
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Makes the read end readable. A full pipe is readable already.
  func signal() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  /// Takes out what was signalled.
  /// - Returns: the bytes that were written, at most 16; what is left makes the read end readable again.
  @discardableResult
  func drain() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 16) { bytes, count in
      // Only as many bytes as were read are counted as there.
      count = max(0, read(readEnd, bytes.baseAddress, bytes.count))
    }
  }
}
