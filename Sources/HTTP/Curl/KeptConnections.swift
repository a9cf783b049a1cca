import CCurl
import Glibc

/// The connections without TLS that libcurl keeps for the next request.
///
/// What a server sends after an answer's end would be the beginning of the next answer: libcurl before 8.0 uses such a
/// connection again. (On one with TLS what comes then may be the TLS layer's own, and cannot be told apart.)
///
/// Used on the client's queue alone.
final class KeptConnections {
  private var sockets: Set<Int32> = []

  /// A request is over whose connection may be kept.
  func insert(_ socket: Int32) {
    sockets.insert(socket)
  }

  /// A request runs on this one.
  func remove(_ socket: Int32) {
    sockets.remove(socket)
  }

  /// Ends the connections on which something has come that nobody asked for, so that libcurl finds them dead.
  func endThoseThatSpeak() {
    guard !sockets.isEmpty else { return }
    var descriptors = sockets.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&descriptors, nfds_t(descriptors.count), 0) > 0 else { return }
    for descriptor in descriptors where descriptor.revents != 0 {
      shutdown(descriptor.fd, Int32(SHUT_RDWR))
      sockets.remove(descriptor.fd)
    }
  }

  /// Closes a socket for libcurl, and forgets it: its number is free from now on.
  static let closeSocket: soul_close_socket = { context, socket in
    guard let context else { return close(socket) }
    // The multi handle, which closes all sockets before it goes, keeps this object.
    Unmanaged<KeptConnections>.fromOpaque(context).takeUnretainedValue().remove(socket)
    return close(socket)
  }
}
