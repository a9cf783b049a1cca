import ArgumentParser
import Bus

struct Toggle: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pause what plays; play what is paused or stopped.",
    discussion: """
      What a media key does.

        soulctl toggle
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    try await service.player("PlayPause")
    try await service.reportStatus(on: console)
  }
}
