import Executors

/// Ties a connection to its thread: retained by the executor until the connection is closed.
// `assumeIsolated` holds, because an executor uses its watch on its own thread alone, which is the connection's.
final class ConnectionWatch: DescriptorWatch {
  private let connection: BusConnection

  init(_ connection: BusConnection) {
    self.connection = connection
  }

  var interest: DescriptorInterest {
    connection.assumeIsolated { $0.interest }
  }

  func wake(with events: DescriptorEvents) {
    connection.assumeIsolated { $0.wake(with: events) }
  }
}
