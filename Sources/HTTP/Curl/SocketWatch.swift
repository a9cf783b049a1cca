import Dispatch
import Glibc

/// Waits for one socket of libcurl's.
///
/// Each wait has a duplicate of the descriptor: libcurl closes a socket at once, and Dispatch must not be left with a
/// number that is somebody else's by then.
// Used on the client's queue, and by the last owner's `deinit`, which nothing runs beside.
final class SocketWatch {
  private let socket: Int32
  private let queue: DispatchQueue
  private let ready: @Sendable (_ socket: Int32, _ isWritable: Bool) -> Void
  private var readSource: (any DispatchSourceProtocol)?
  private var writeSource: (any DispatchSourceProtocol)?

  init(
    _ socket: Int32, queue: DispatchQueue,
    ready: @escaping @Sendable (_ socket: Int32, _ isWritable: Bool) -> Void
  ) {
    self.socket = socket
    self.queue = queue
    self.ready = ready
  }

  deinit {
    readSource?.cancel()
    writeSource?.cancel()
  }

  /// - Returns: whether it could be done; else there are no descriptors left.
  func wait(reading: Bool, writing: Bool) -> Bool {
    update(&readSource, isWanted: reading, isWriting: false)
      && update(&writeSource, isWanted: writing, isWriting: true)
  }

  private func update(_ source: inout (any DispatchSourceProtocol)?, isWanted: Bool, isWriting: Bool) -> Bool
  {
    guard isWanted != (source != nil) else { return true }
    guard isWanted else {
      source?.cancel()
      source = nil
      return true
    }
    let descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else { return false }
    let made: any DispatchSourceProtocol =
      isWriting
      ? DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
      : DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    made.setEventHandler { [socket, ready] in ready(socket, isWriting) }
    made.setCancelHandler { close(descriptor) }
    made.activate()
    source = made
    return true
  }
}
