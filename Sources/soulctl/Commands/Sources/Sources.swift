import ArgumentParser

struct Sources: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show where music comes from: this device and the servers.",
    discussion: """
      Each with its address, whether it is active, online and signed in to, when the library was last in step with \
      it, and how many tracks it has.

        soulctl sources
        soulctl sources --json
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    var list = SourceList()
    list.output = output
    try await list.run(on: service, console: console)
  }
}
