import Bus
import Contract

/// What the daemon tells without being asked.
extension PlayerService {
  /// Every change from now on, in order; ends when the daemon leaves the bus.
  func changes() async throws(CommandFailure) -> AsyncStream<ServiceChange> {
    let streams: [AsyncStream<SignalMessage>]
    do {
      streams = [
        try await bus.signals(
          SignalMatch(sender: owner, path: ObjectPath(stringLiteral: ObjectPaths.mediaPlayer))),
        try await bus.signals(
          SignalMatch(sender: owner, pathNamespace: ObjectPath(stringLiteral: ObjectPaths.service))),
      ]
    } catch {
      throw Self.failure(error, of: "AddMatch")
    }
    let presence = try await presence()
    let (changes, continuation) = AsyncStream<ServiceChange>.makeStream()
    var forwarding = streams.map { signals in
      Task {
        for await signal in signals {
          if let change = ServiceChange(signal) { continuation.yield(change) }
        }
        // The streams end with the connection to the bus.
        continuation.finish()
      }
    }
    forwarding.append(
      Task {
        for await owner in presence where owner == nil { continuation.finish() }
      })
    continuation.onTermination = { [forwarding] _ in forwarding.forEach { $0.cancel() } }
    return changes
  }

  func trackCount() async throws(CommandFailure) -> UInt64 {
    try value("TrackCount", in: try await properties(of: InterfaceNames.library, at: ObjectPaths.service))
  }
}
