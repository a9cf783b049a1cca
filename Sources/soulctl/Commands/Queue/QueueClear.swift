import ArgumentParser
import Bus

struct QueueClear: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Stop and empty the queue.",
    discussion: """
        soulctl queue clear
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    _ = try await service.queue("ClearQueue")
    try await service.reportStatus(on: console)
  }
}
