import Foundation
import Glibc
import Synchronization

/// A TCP socket on 127.0.0.1 that blocks the thread that uses it.
final class TestSocket: Sendable {
  let descriptor: Int32
  private let isShut = Mutex(false)

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit {
    close(descriptor)
  }

  /// - Parameter port: 0 for a free one.
  static func listening(on port: UInt16) throws -> TestSocket {
    let socket = try bound(to: port)
    try check(listen(socket.descriptor, 128), "listen")
    return socket
  }

  /// Holds a port without listening: it is nobody else's, but a socket that asks for it by its number can listen.
  static func bound(to port: UInt16) throws -> TestSocket {
    let socket = try make()
    var on: Int32 = 1
    // A port that was in use a moment ago can be listened at again.
    setsockopt(socket.descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    try check(withAddress(port) { bind(socket.descriptor, $0, $1) }, "bind to port \(port)")
    return socket
  }

  static func connected(to port: UInt16) throws -> TestSocket {
    let socket = try make()
    try check(withAddress(port) { connect(socket.descriptor, $0, $1) }, "connect to port \(port)")
    return socket
  }

  var port: UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutableBytes(of: &address) { bytes in
      // An IPv4 socket has an IPv4 address, of exactly this size.
      _ = bytes.baseAddress.map {
        getsockname(descriptor, $0.assumingMemoryBound(to: sockaddr.self), &length)
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  /// - Returns: `nil` once the socket is shut down.
  func accept() -> TestSocket? {
    while true {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, -1) > 0 else {
        if errno == EINTR { continue }
        return nil
      }
      let accepted = SpawnRequest.whileNothingStarts {
        let accepted = Glibc.accept(descriptor, nil, nil)
        if accepted >= 0 { _ = fcntl(accepted, F_SETFD, FD_CLOEXEC) }
        return accepted
      }
      if accepted >= 0 { return TestSocket(accepted) }
      guard errno == EINTR || errno == ECONNABORTED else { return nil }
    }
  }

  /// - Returns: what has come; empty at the end and after an error.
  func receive() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? Array(bytes[..<count]) : []
  }

  /// - Returns: whether all could be sent.
  func send(_ bytes: some Collection<UInt8>) -> Bool {
    let content = Array(bytes)
    var sent = 0
    while sent < content.count {
      let count = content[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Ends the connection, or the listening; a thread that waits in it comes back.
  func shutDown() {
    isShut.withLock { isShut in
      if !isShut { shutdown(descriptor, Int32(SHUT_RDWR)) }
      isShut = true
    }
  }

  /// Tears the connection down: the other side gets an error, and the end of the descriptor's life is awaited by nobody.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    // Connecting to nowhere (AF_UNSPEC) ends the connection at once, with RST, while the number stays ours.
    var address = sockaddr(
      sa_family: sa_family_t(AF_UNSPEC), sa_data: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    _ = connect(descriptor, &address, socklen_t(MemoryLayout<sockaddr>.size))
  }

  private static func make() throws -> TestSocket {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    try check(descriptor, "open a socket")
    return TestSocket(descriptor)
  }

  private static func check(_ result: Int32, _ action: String) throws {
    guard result >= 0 else {
      throw TestKitError.cannotStart(program: action, reason: String(cString: strerror(errno)))
    }
  }

  private static func withAddress(
    _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    // Every kind of address begins with what sockaddr has, and the length says which it is.
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
