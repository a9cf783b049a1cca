import Dispatch
import Glibc

/// A bare connection to a port of this machine, for what no proper client would send.
public final class TCPConnection: Sendable {
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "tcp connection")

  /// - Parameter receiveBuffer: bytes that the kernel takes for us unasked; `nil` leaves that to it.
  public init(port: Int, receiveBuffer: Int32? = nil) throws(TestKitError) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    // `connect` reads as many bytes as the structure has.
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      throw .cannotStart(program: "connection to port \(port)", reason: String(cString: strerror(errno)))
    }
  }

  deinit {
    close(descriptor)
  }

  /// - Returns: whether all of it could be sent.
  @discardableResult
  public func send(_ bytes: some Collection<UInt8> & Sendable) async -> Bool {
    await onQueue { [descriptor] in
      var rest = Array(bytes)[...]
      while !rest.isEmpty {
        // The slice lives until the call has returned.
        let sent = rest.withUnsafeBytes {
          Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent > 0 else { return false }
        rest = rest.dropFirst(sent)
      }
      return true
    }
  }

  /// Waits for bytes.
  /// - Returns: what has come, at most `count`; nothing at the end of the connection, however it ended.
  public func receive(atMost count: Int = 65_536) async -> [UInt8] {
    await onQueue { [descriptor] in
      var bytes = [UInt8](repeating: 0, count: count)
      let received = recv(descriptor, &bytes, count, 0)
      return Array(bytes.prefix(max(0, received)))
    }
  }

  /// Everything until the connection's end.
  public func receiveAll() async -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let part = await receive()
      guard !part.isEmpty else { return all }
      all += part
    }
  }

  private func onQueue<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { done in
      queue.async { done.resume(returning: body()) }
    }
  }
}
