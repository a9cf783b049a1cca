import ArgumentParser

struct SourceShow: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all that is known of one source.",
    discussion: """
        soulctl source show Home
        soulctl source show 2 --json
      """)

  @OptionGroup var source: SourceArgument
  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let source = try await service.source(source.name)
    try console.show(Answer(source), SourceText.lines(source))
  }
}
