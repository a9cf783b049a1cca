import Glibc

/// A connection to a socket of the file system's, for one question.
enum UnixSocket {
  /// Sends the bytes and waits for an answer of at most 4 KiB.
  static func exchange(_ bytes: [UInt8], with path: String) throws(TestKitError) -> [UInt8] {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { room in
      room.copyBytes(from: path.utf8.prefix(room.count - 1))
    }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    let connected = withUnsafePointer(to: &address) { pointer in
      // The call takes every kind of address through a pointer to their common beginning.
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    var answer = [UInt8](repeating: 0, count: 4096)
    guard connected == 0, write(descriptor, bytes, bytes.count) == bytes.count,
      case let count = read(descriptor, &answer, answer.count), count >= 0
    else {
      throw .commandFailed(command: path, exit: .status(errno), message: String(cString: strerror(errno)))
    }
    return Array(answer.prefix(count))
  }
}
