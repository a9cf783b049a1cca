import ArgumentParser
import Bus

struct Stop: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Stop and let go of the sound device.",
    discussion: """
      “soulctl play” then starts the current track at its beginning.

        soulctl stop
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    try await service.player("Stop")
    try await service.reportStatus(on: console)
  }
}
