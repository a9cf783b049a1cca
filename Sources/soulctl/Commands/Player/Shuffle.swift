import ArgumentParser
import Bus
import Contract

struct Shuffle: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show or set whether the queue is played in random order.",
    discussion: """
      The queue itself keeps its order.

        soulctl shuffle        show it
        soulctl shuffle on
      """)

  @Argument(help: ArgumentHelp("on or off.", valueName: "state"), completion: .list(["on", "off"]))
  var state: SwitchState?

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    if let state {
      try await service.setPlayer("Shuffle", to: (state == .on).busValue)
    }
    let isOn: Bool = try service.value("Shuffle", in: try await service.playerProperties())
    try console.show(Answer([.shuffle: .boolean(isOn)]), [(isOn ? SwitchState.on : .off).rawValue])
  }
}
