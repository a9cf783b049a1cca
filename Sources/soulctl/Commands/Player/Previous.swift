import ArgumentParser
import Bus

struct Previous: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go to the track before.",
    discussion: """
      A paused player stays paused. Fails where there is no track before.

        soulctl previous
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    try await service.requirePlayer("CanGoPrevious", else: "There is no track before this one in the queue.")
    try await service.player("Previous")
    try await service.reportPlaying(on: console)
  }
}
