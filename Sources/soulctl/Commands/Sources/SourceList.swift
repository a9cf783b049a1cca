import ArgumentParser
import Bus
import Contract

struct SourceList: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show where music comes from.",
    discussion: """
        soulctl source list
        soulctl sources                 the same
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let sources = try await service.sources()
    try console.show(
      Answer([.sources: sources.map(\.fields).busValue, .total: UInt64(sources.count).busValue]),
      SourceText.screen(sources, width: console.output.width, style: console.output.style))
    if sources.count == 1 {
      console.note("To add a server: soulctl source add NAME URL --username USER")
    }
  }
}
