import ArgumentParser
import Bus
import Contract

struct Volume: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show or set the volume.",
    discussion: """
      In percent, as the desktop's mixer shows it.

        soulctl volume        show it
        soulctl volume 80     set it to 80 %
        soulctl volume -5     5 % quieter
      """)

  @Argument(help: ArgumentHelp("0 to 100, or ±N.", valueName: "percent"))
  var change: VolumeChange?

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    if let change {
      let old: Double = try service.value("Volume", in: try await service.playerProperties())
      try await service.setPlayer("Volume", to: .double(change.applied(to: old)))
    }
    let volume: Double = try service.value("Volume", in: try await service.playerProperties())
    try console.show(Answer([.volume: .double(volume)]), ["\(VolumeChange.percent(of: volume)) %"])
  }
}
