import Glibc
import TestKit

/// A socket that the system accepts connections to, and that nobody reads.
final class SilentListener {
  let address: String
  private let folder: TemporaryFolder
  private let descriptor: Int32

  init() throws {
    folder = try TemporaryFolder()
    let path = "\(folder.path)/bus"
    address = "unix:path=\(path)"
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_un()
    place.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let isBound = withUnsafePointer(to: &place) {
      // Each kind of socket's address begins as `sockaddr` does.
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isBound, listen(descriptor, 8) == 0 else {
      throw TestKitError.cannotStart(program: path, reason: String(cString: strerror(errno)))
    }
  }

  deinit {
    close(descriptor)
  }
}
