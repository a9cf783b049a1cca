import Bus
import TestKit

/// A private bus with a `ScriptedDaemon` in the daemon's place; both go with it.
final class StandInDaemon: Sendable {
  let bus: PrivateBus
  let script: ScriptedDaemon

  init(_ prepare: @Sendable (inout ScriptedDaemon.State) -> Void = { _ in }) async throws {
    bus = try await PrivateBus()
    script = ScriptedDaemon(try await BusConnection.open(.address(bus.address)), prepare)
    try await script.start()
  }

  var environment: [String: String] {
    bus.environment.merging(["HOME": "/nonexistent"]) { $1 }
  }

  /// Runs the real soulctl against it.
  func soulctl(_ arguments: String..., directory: String? = nil) async throws -> CommandResult {
    try await ChildProcess.run(
      SoulctlProgram.path, arguments, environment: environment, directory: directory)
  }

  /// Waits for the next call to this method.
  func call(_ member: String) async -> ScriptedDaemon.RecordedCall? {
    await script.calls.first { $0.member == member }
  }
}
