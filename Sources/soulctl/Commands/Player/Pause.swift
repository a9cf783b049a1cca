import ArgumentParser
import Bus

struct Pause: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pause.",
    discussion: """
      Does nothing while paused or stopped. “soulctl play” goes on.

        soulctl pause
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    try await service.player("Pause")
    try await service.reportStatus(on: console)
  }
}
