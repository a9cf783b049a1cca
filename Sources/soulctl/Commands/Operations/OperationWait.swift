import ArgumentParser

struct OperationWait: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait", abstract: "Wait for the end of an operation and show what came out of it.",
    discussion: """
        soulctl operation wait 3
        soulctl operation wait /org/soulplayer/operations/3
      """)

  @Argument(help: "Its number in “operation list”, or its object path.")
  var operation: OperationName

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let watch = try await OperationWatch.begin(service)
    try await watch.report(operation.path, on: console)
  }
}
