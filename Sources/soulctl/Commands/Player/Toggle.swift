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
    let before: String = try service.value("PlaybackStatus", in: try await service.playerProperties())
    try await service.player("PlayPause")
    if before == "Playing" {
      try await service.reportStatus(on: console)
    } else {
      try await service.reportPlaying(on: console)
    }
  }
}
