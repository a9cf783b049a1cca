import Executors
import Logging

/// A connection to a message bus: objects that are called, and calls to others.
///
/// It runs on a thread of its own, which sleeps while nothing happens. From `open` on it lives until `close` or
/// the end of the bus. Property reads and `Peer` are answered there; see `Method` for where handlers run.
public actor BusConnection {
  /// The name that the bus gave this connection.
  public nonisolated let uniqueName: BusName
  private nonisolated let executor: ThreadExecutor

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  let logger = Logger(label: "soul.bus")
  /// `nil` once the connection is lost or closed.
  var transport: Transport?
  var objects = ObjectTree()
  /// Calls that are read, but not started.
  var backlog = MessageQueue()
  var clients: [BusName: ClientCalls] = [:]
  /// How often was read since memory was given back to the system.
  var reads = 0
  var pendingCalls: [UInt32: PendingCall] = [:]
  /// When the earliest of the pending calls runs out of time, or earlier.
  var deadline: ContinuousClock.Instant?
  var subscriptions: [Int: Subscription] = [:]
  var lastSubscription = 0
  private var closeWaiters: [CheckedContinuation<Void, Never>] = []

  private init(transport: sending Transport, executor: ThreadExecutor) {
    self.executor = executor
    uniqueName = transport.uniqueName
    self.transport = transport
  }

  /// Connects to the bus at `address` and registers there.
  /// - Parameter limit: how long the bus may take to answer.
  /// - Throws: `BusError.noSessionBus`, `BusError.connectionFailed`, `BusError.noThread`.
  @concurrent
  public static func open(
    _ address: BusAddress = .session, within limit: Duration = .seconds(5)
  ) async throws(BusError) -> BusConnection {
    let address = try address.resolved()
    let executor: ThreadExecutor
    do throws(ExecutorError) {
      executor = try ThreadExecutor(name: "soul.bus")
    } catch {
      throw .noThread(error)
    }
    let transport = try Transport(address: address, limit: limit)
    let connection = BusConnection(transport: transport, executor: executor)
    await connection.start()
    return connection
  }

  private func start() {
    executor.attach(ConnectionWatch(self))
  }

  /// Returns when the connection is closed: by `close`, or because the bus ended.
  public func waitUntilClosed() async {
    guard transport != nil else { return }
    await withCheckedContinuation { closeWaiters.append($0) }
  }

  /// Writes what is queued, for half a second at the longest, and disconnects.
  public func close() {
    transport?.flush(until: .now + .milliseconds(500))
    disconnect()
  }

  /// Lets go of the transport and of everybody who waits for something to come over it.
  func disconnect() {
    guard transport != nil else { return }
    transport = nil
    executor.detach()
    backlog = MessageQueue()
    clients = [:]
    deadline = nil
    for call in pendingCalls.values { call.continuation.resume(returning: .failure(.disconnected)) }
    pendingCalls = [:]
    for subscription in subscriptions.values { subscription.finish() }
    subscriptions = [:]
    for waiter in closeWaiters { waiter.resume() }
    closeWaiters = []
  }
}
