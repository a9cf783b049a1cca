/// A port of 127.0.0.1 at which nothing listens, for as long as this is kept: without it somebody else could.
public final class ClosedPort: Sendable {
  public let number: UInt16
  private let socket: TestSocket

  public init() throws {
    socket = try TestSocket.bound(to: 0)
    number = socket.port
  }

  /// `http://127.0.0.1:PORT`, without a slash at the end.
  public var url: String { "http://127.0.0.1:\(number)" }
}
