import Bus
import Dispatch
import Glibc
import Servers

/// A secret that a client hands over in a descriptor, so that it is in no message.
struct SecretDescriptor: Sendable {
  private static let longest = 4_096
  private static let limit = Duration.seconds(2)

  private let descriptor: UnixFD

  /// - Throws: `BusFailure` `InvalidArgs` for what is no pipe, socket or regular file.
  init(_ descriptor: UnixFD) throws(BusFailure) {
    var status = stat()
    guard fstat(descriptor.descriptor, &status) == 0,
      [S_IFIFO, S_IFSOCK, S_IFREG].contains(status.st_mode & S_IFMT)
    else { throw .invalidArguments("The secret comes in a pipe, a socket or a regular file.") }
    self.descriptor = descriptor
  }

  /// Reads it to its end: at most 4 KiB, within 2 s. One newline at its end does not count.
  /// - Throws: `BusFailure` `InvalidArgs`.
  func read() async throws(BusFailure) -> Secret {
    let result = await withCheckedContinuation { continuation in
      // A client may hold its end open without a word: its reader is its own.
      DispatchQueue(label: "soul.secret", qos: .userInitiated).async {
        continuation.resume(returning: Result { () throws(BusFailure) in try readNow() })
      }
    }
    return try result.get()
  }

  private func readNow() throws(BusFailure) -> Secret {
    let deadline = ContinuousClock.now + Self.limit
    // One more than is taken shows that there is more.
    var bytes = [UInt8](repeating: 0, count: Self.longest + 1)
    var length = 0
    while length < bytes.count {
      var entry = pollfd(fd: descriptor.descriptor, events: Int16(POLLIN), revents: 0)
      let left = ContinuousClock.now.duration(to: deadline).components
      let milliseconds = left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000
      guard milliseconds > 0, poll(&entry, 1, Int32(milliseconds)) > 0 else {
        throw .invalidArguments(
          "The secret did not come to its end within 2 s: close the other end of the pipe.")
      }
      let count = Glibc.read(descriptor.descriptor, &bytes[length], bytes.count - length)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count >= 0 else {
        throw .invalidArguments("The secret can't be read: \(String(cString: strerror(errno))).")
      }
      guard count > 0 else { break }
      length += count
    }
    guard length <= Self.longest else {
      throw .invalidArguments("A secret has at most \(Self.longest) bytes.")
    }
    if length > 0, bytes[length - 1] == UInt8(ascii: "\n") { length -= 1 }
    guard length > 0, let text = String(validating: bytes[..<length], as: UTF8.self) else {
      throw .invalidArguments("The secret is empty, or no UTF-8.")
    }
    return Secret(text)
  }
}
