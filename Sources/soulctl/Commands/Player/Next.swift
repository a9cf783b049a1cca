import ArgumentParser
import Bus

struct Next: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go to the next track.",
    discussion: """
      A paused player stays paused. Fails where there is no next track.

        soulctl next
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    try await service.requirePlayer("CanGoNext", else: "There is no next track in the queue.")
    try await service.player("Next")
    try await service.reportPlaying(on: console)
  }
}
