import ArgumentParser
import Bus
import Contract

struct SourceCheck: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Ask a server whether it is there.",
    discussion: """
      Exit status 5 where it is not.

        soulctl source check Home
      """)

  @OptionGroup var source: SourceArgument
  @OptionGroup var wait: WaitOptions
  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let path = try await service.source(source.name).path
    try await service.carryOut("CheckConnectivity", [path.busValue], wait, console)
  }
}
