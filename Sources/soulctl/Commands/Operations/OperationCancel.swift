import ArgumentParser
import Bus
import Contract

struct OperationCancel: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "End an operation early.",
    discussion: """
      What it has done stays done.

        soulctl operation cancel 3
      """)

  @Argument(help: "Its number in “operation list”, or its object path.")
  var operation: OperationName

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    _ = try await service.operation(operation.path)
    _ = try await service.call("Cancel", of: InterfaceNames.operation, at: operation.path.rawValue, [])
    let state = try await service.operation(operation.path)
    try console.show(
      Answer(state), ["\(state.kind): \(state.isRunning ? "is being cancelled" : state.state)"])
  }
}
