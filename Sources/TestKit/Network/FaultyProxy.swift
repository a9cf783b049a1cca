import Foundation
import Synchronization

/// A TCP proxy on 127.0.0.1 before a real server: the network between the two, at its worst.
///
/// All that is done to it holds from then on, for connections that are there already too. It ends with the last
/// reference to it.
public final class FaultyProxy: Sendable {
  private struct State {
    var listener: TestSocket?
    var connections: [Int: ProxyConnection] = [:]
    var count = 0
  }

  /// The numbers of the connections that were made through it.
  public let arrivals = EventLog<Int>()
  /// The same for all time: it comes back on it.
  public let port: UInt16

  private let upstream: UInt16
  private let faults = ProxyFaults()
  /// Keeps the port while nothing listens.
  private let reservation: TestSocket
  private let state = Mutex(State())

  /// - Parameters:
  ///   - upstream: the port of the real server on 127.0.0.1. It need not listen yet.
  ///   - port: where to listen; 0 for a free one.
  public init(to upstream: UInt16, port: UInt16 = 0) throws {
    self.upstream = upstream
    reservation = try TestSocket.bound(to: port)
    self.port = reservation.port
    listen(on: try TestSocket.listening(on: self.port))
  }

  deinit {
    kill()
  }

  /// `http://127.0.0.1:PORT`, without a slash at the end.
  public var url: String { "http://127.0.0.1:\(port)" }

  /// How many bytes have gone to clients so far, or are in the kernel on their way.
  public var carried: Int { faults.carried }

  /// Holds up all bytes on their way to clients, until the gate that is returned is opened: latency without a clock.
  public func hold() -> TestGate {
    faults.hold()
  }

  /// Breaks one connection off, once so many more bytes have gone to clients, all connections counted together.
  /// - Parameter isAbrupt: whether it is torn down (RST); else it is closed as if that were all.
  public func cut(after count: Int, isAbrupt: Bool = true) {
    faults.cut(after: count, isAbrupt: isAbrupt)
  }

  /// Nothing listens any more: new connections are refused. Those that are there go on.
  public func refuse() {
    state.withLock { $0.listener.take() }?.shutDown()
  }

  /// As if the machine had gone: nothing listens, and all connections are torn down.
  public func kill() {
    refuse()
    let connections = state.withLock { state in
      defer { state.connections = [:] }
      return Array(state.connections.values)
    }
    for connection in connections { connection.reset() }
    faults.openGate()
  }

  /// Listens again, on the same port.
  public func comeBack() throws {
    refuse()
    listen(on: try TestSocket.listening(on: port))
  }

  private func listen(on listener: TestSocket) {
    state.withLock { $0.listener = listener }
    Thread.detachNewThread { [weak self] in
      while let client = listener.accept() {
        guard let self else { return }
        self.connect(client)
      }
    }
  }

  private func connect(_ client: TestSocket) {
    guard let server = try? TestSocket.connected(to: upstream) else { return client.reset() }
    let connection = ProxyConnection(client: client, server: server, faults: faults)
    let number = state.withLock { state in
      defer { state.count += 1 }
      state.connections[state.count] = connection
      return state.count
    }
    arrivals.append(number)
    connection.start { [weak self] in
      _ = self?.state.withLock { $0.connections.removeValue(forKey: number) }
    }
  }
}
