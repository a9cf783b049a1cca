import ArgumentParser
import Bus
import Contract

/// Follows an operation to its end.
struct OperationWatch {
  private enum Event {
    case changed(VariantMap, of: ObjectPath)
    case finished(ObjectPath)
    case daemonGone
    case interrupted
  }

  /// 128 + SIGINT, as shells have it.
  private static let interruptedStatus: Int32 = 130

  private let service: PlayerService
  private let events: AsyncStream<Event>

  /// Begins to listen: before the operation starts, so that nothing of it is missed.
  static func begin(_ service: PlayerService) async throws(CommandFailure) -> OperationWatch {
    let signals = try await service.operationSignals()
    let presence = try await service.presence()
    let interrupts = Interrupts.signals()
    let (events, continuation) = AsyncStream<Event>.makeStream()
    let forwarding = [
      Task {
        for await signal in signals {
          if let event = event(of: signal) { continuation.yield(event) }
        }
        // The streams end with the connection to the bus.
        continuation.yield(.daemonGone)
      },
      Task {
        for await owner in presence where owner == nil { continuation.yield(.daemonGone) }
      },
      Task {
        for await _ in interrupts { continuation.yield(.interrupted) }
      },
    ]
    continuation.onTermination = { _ in forwarding.forEach { $0.cancel() } }
    return OperationWatch(service: service, events: events)
  }

  private static func event(of signal: SignalMessage) -> Event? {
    if signal.interface.rawValue == InterfaceNames.operation { return .finished(signal.path) }
    guard signal.arguments.count > 1, signal.arguments[0] == .string(InterfaceNames.operation),
      let changed = VariantMap(busValue: signal.arguments[1])
    else { return nil }
    return .changed(changed, of: signal.path)
  }

  /// Shows progress on a terminal, then the result. Ctrl-C ends the waiting, not the operation.
  func report(_ path: ObjectPath, on console: Console) async throws {
    var operation = try await service.operation(path)
    let progress = ProgressDisplay(console.errors, isShown: !console.isJSON)
    progress.show(operation)
    var iterator = events.makeAsyncIterator()
    while operation.isRunning, let event = await iterator.next() {
      switch event {
      case .changed(let properties, of: path):
        operation.take(properties)
        progress.show(operation)
      case .finished(path):
        operation = try await service.operation(path)
      case .changed, .finished:
        continue
      case .daemonGone:
        progress.clear()
        throw CommandFailure.daemonGone
      case .interrupted:
        progress.clear()
        let number = path.rawValue.split(separator: "/").last.map(String.init) ?? path.rawValue
        console.note(
          "It goes on in the background. To see how far: soulctl operation list. To end it: "
            + "soulctl operation cancel \(number)")
        throw ExitCode(Self.interruptedStatus)
      }
    }
    progress.clear()
    try show(operation, on: console)
  }

  private func show(_ operation: OperationState, on console: Console) throws {
    switch operation.state {
    case "succeeded":
      try console.show(
        Answer(operation), OperationText.lines(operation, style: console.output.style))
    case "cancelled":
      throw CommandFailure.impossible("It was cancelled. What was done until then stays done.")
    default:
      try fail(operation, on: console)
    }
  }

  /// Where one of several servers failed, the others are told of all the same.
  private func fail(_ operation: OperationState, on console: Console) throws -> Never {
    let failure = CommandFailure.refused(name: operation.error, message: operation.message)
    let servers = operation.result.records(.sources)
    guard console.isJSON ? !servers.isEmpty : servers.count > 1 else { throw failure }
    try console.show(Answer(failure, operation), OperationText.lines(operation, style: console.output.style))
    if !console.isJSON {
      for server in servers {
        guard let message = server.text(.message) else { continue }
        console.warn("\(server.text(.name) ?? ""): \(message)")
      }
    }
    throw ExitCode(failure.exitStatus.rawValue)
  }
}
