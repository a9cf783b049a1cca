import Foundation
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 that answers what the test says, right or wrong, down to the single byte.
///
/// ```swift
/// let server = try FaultyServer { request in
///   request.path == "/api/health" ? .json(#"{"status":"ok"}"#) : .status(404)
/// }
/// ```
/// Each connection has a thread of its own, so an answer may block at a `TestGate`. The handler is called on these
/// threads. The server ends with the last reference to it. For TLS put a `TLSFront` before it.
public final class FaultyServer: Sendable {
  public typealias Handler = @Sendable (ReceivedRequest) -> ScriptedReply

  /// All that was asked, in order, each as soon as it was read.
  public let requests = EventLog<ReceivedRequest>()
  /// The numbers of connections that have ended, whoever ended them.
  public let hangUps = EventLog<Int>()
  public let port: UInt16

  private let listener: TestSocket
  private let handler: Mutex<Handler>
  private let connections: Mutex<[Int: ServerConnection]>

  /// - Parameter port: 0 for a free one.
  public init(port: UInt16 = 0, _ handler: @escaping Handler) throws {
    listener = try TestSocket.listening(on: port)
    self.port = listener.port
    self.handler = Mutex(handler)
    connections = Mutex([:])
    let listener = listener
    Thread.detachNewThread { [weak self] in
      var number = 0
      while let socket = listener.accept() {
        guard let self else { return }
        self.serve(socket, number: number)
        number += 1
      }
    }
  }

  deinit {
    listener.shutDown()
    for connection in connections.withLock({ Array($0.values) }) { connection.stop() }
  }

  /// `http://127.0.0.1:PORT`, without a slash at the end.
  public var url: String { "http://127.0.0.1:\(port)" }

  /// Changes what is answered from the next request on.
  public func answer(_ handler: @escaping Handler) {
    self.handler.withLock { $0 = handler }
  }

  private func serve(_ socket: TestSocket, number: Int) {
    let connection = ServerConnection(socket, number: number)
    connections.withLock { $0[number] = connection }
    Thread.detachNewThread { [weak self, hangUps] in
      connection.serve { request in
        guard let self else { return nil }
        let handler = self.handler.withLock { $0 }
        self.requests.append(request)
        return handler(request)
      }
      connection.stop()
      hangUps.append(number)
      _ = self?.connections.withLock { $0.removeValue(forKey: number) }
    }
  }
}
