import ArgumentParser
import Bus
import Contract

struct Loop: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show or set what is played again.",
    discussion: """
        soulctl loop             show it
        soulctl loop track       this track, again and again
        soulctl loop playlist    the whole queue
        soulctl loop none        stop at the end
      """)

  @Argument(
    help: ArgumentHelp("none, track or playlist.", valueName: "mode"),
    completion: .list(["none", "track", "playlist"]))
  var mode: LoopMode?

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    if let mode {
      try await service.setPlayer("LoopStatus", to: mode.busName.busValue)
    }
    let busName: String = try service.value("LoopStatus", in: try await service.playerProperties())
    let name = LoopMode.allCases.first { $0.busName == busName }?.rawValue ?? VisibleText.of(busName)
    try console.show(Answer([.loopStatus: busName.busValue]), [name])
  }
}
