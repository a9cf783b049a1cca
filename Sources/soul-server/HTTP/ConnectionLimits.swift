import NIOCore

/// What one connection may cost.
struct ConnectionLimits: Sendable {
  /// Connections at once; further ones wait in the kernel's queue.
  static let connections = 1_024
  /// Bytes of a request's body: what clients send is small JSON.
  static let body = 1 << 20
  /// Bytes of all headers of a request, its first line aside.
  static let headers = 16 << 10
  static let headerCount = 100

  /// From the connection's begin, or from the last answer, to the end of the next request.
  let request: TimeAmount
  /// How long a client may leave an answer lying without taking a byte of it.
  var answer: TimeAmount { request * 2 }
}
