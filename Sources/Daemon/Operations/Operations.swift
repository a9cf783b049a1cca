import Bus
import Contract
import Dispatch
import Logging

/// The work that goes on by itself, an object of the bus each: a client may leave, or come back and look.
actor Operations {
  private static let name = InterfaceName(stringLiteral: InterfaceNames.operation)
  /// How long an operation can still be looked at after its end.
  private static let afterlife = DispatchTimeInterval.seconds(60)
  private static let progressInterval = DispatchTimeInterval.milliseconds(250)

  private let connection: BusConnection
  private let logger = Logger(label: "soul.operations")
  private let afterlifeQueue = DispatchQueue(label: "soul.operations", qos: .utility)
  private var running: [ObjectPath: Task<Void, Never>] = [:]
  private var lastNumber: UInt64 = 0

  init(connection: BusConnection) {
    self.connection = connection
  }

  /// Begins an operation and returns at once.
  /// - Parameters:
  ///   - kind: one word for clients.
  ///   - work: reports its progress as often as it likes; what it throws ends it as failed, a
  ///     `CancellationError` as cancelled. What it returns is the result; an `OperationFailure` has one, too.
  /// - Returns: its object, which answers already.
  func start(
    _ kind: String,
    _ work: @escaping @Sendable (@escaping @Sendable (OperationProgress) -> Void) async throws -> VariantMap
  ) async -> ObjectPath {
    lastNumber += 1
    let path = ObjectPath(stringLiteral: ObjectPaths.operation(lastNumber))
    await connection.export([interface(path)], at: path, managed: true)
    await connection.publish(Self.initialValues(kind: kind), of: Self.name, at: path)
    running[path] = Task { await carryOut(work, at: path) }
    return path
  }

  /// Ends all that runs and waits for it.
  func cancelAll() async {
    let tasks = Array(running.values)
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  private func cancel(_ path: ObjectPath) {
    running[path]?.cancel()
  }

  private func interface(_ path: ObjectPath) -> Interface {
    Interface(
      Self.name,
      methods: [Method("Cancel") { [weak self] (_: Call) in await self?.cancel(path) }],
      properties: [
        Property("Kind", String.self, emits: .constant),
        Property("State", String.self),
        Property("Done", UInt64.self),
        Property("Total", UInt64.self),
        Property("Detail", String.self),
        Property("Error", String.self),
        Property("Message", String.self),
        Property("Result", VariantMap.self),
      ],
      signals: [Signal("Finished", ("state", String.self), ("result", VariantMap.self))])
  }

  private static func initialValues(kind: String) -> [MemberName: BusValue] {
    [
      "Kind": kind.busValue, "State": OperationState.running.rawValue.busValue,
      "Done": UInt64(0).busValue, "Total": UInt64(0).busValue, "Detail": "".busValue,
      "Error": "".busValue, "Message": "".busValue, "Result": VariantMap().busValue,
    ]
  }

  private func carryOut(
    _ work: @Sendable (@escaping @Sendable (OperationProgress) -> Void) async throws -> VariantMap,
    at path: ObjectPath
  ) async {
    let connection = connection
    let throttle = Throttle<OperationProgress>(every: Self.progressInterval) { progress in
      await connection.publish(progress.values, of: Self.name, at: path)
    }
    do {
      let result = try await work { throttle.submit($0) }
      await finish(path, .succeeded, throttle.last, result: result)
    } catch is CancellationError {
      await finish(path, .cancelled, throttle.last)
    } catch let partial as OperationFailure {
      logger.warning("\(path): \(partial.failure.message)")
      await finish(path, .failed, throttle.last, result: partial.result, failure: partial.failure)
    } catch {
      let failure = error as? BusFailure ?? BusFailure(.failed, String(describing: error))
      logger.warning("\(path): \(failure.message)")
      await finish(path, .failed, throttle.last, failure: failure)
    }
  }

  private func finish(
    _ path: ObjectPath, _ state: OperationState, _ progress: OperationProgress?, result: VariantMap = [:],
    failure: BusFailure? = nil
  ) async {
    var values = progress?.values ?? [:]
    values["State"] = state.rawValue.busValue
    values["Error"] = (failure?.name ?? "").busValue
    values["Message"] = (failure?.message ?? "").busValue
    values["Result"] = result.busValue
    await connection.publish(values, of: Self.name, at: path)
    await connection.emit("Finished", of: Self.name, at: path, [state.rawValue.busValue, result.busValue])
    running[path] = nil
    let connection = connection
    afterlifeQueue.asyncAfter(deadline: .now() + Self.afterlife) {
      Task { await connection.unexport(at: path) }
    }
  }
}

extension OperationProgress {
  fileprivate var values: [MemberName: BusValue] {
    ["Done": done.busValue, "Total": total.busValue, "Detail": detail.busValue]
  }
}
