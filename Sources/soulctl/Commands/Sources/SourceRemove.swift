import ArgumentParser
import Bus
import Contract

struct SourceRemove: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a server.",
    discussion: """
      Its tracks leave the library, unless they are elsewhere too, and you are signed out. Nothing changes on the \
      server.

        soulctl source remove Home
        soulctl source remove Home --keep-files     copies in the cache stay in the library
      """)

  @OptionGroup var source: SourceArgument

  @Flag(help: "Keep the copies of its files that are in the cache.")
  var keepFiles = false

  @OptionGroup var wait: WaitOptions
  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let path = try await service.source(source.name).path
    let options: VariantMap = keepFiles ? [FieldName.keepFiles.rawValue: true.busValue] : [:]
    try await service.carryOut("RemoveSource", [path.busValue, options.busValue], wait, console)
  }
}
