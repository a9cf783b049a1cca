import ArgumentParser
import Bus
import Contract

struct SourceRename: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a source another name.",
    discussion: """
        soulctl source rename Home Attic
      """)

  @OptionGroup var source: SourceArgument

  @Argument(help: "Its new name.")
  var newName: String

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let path = try await service.source(source.name).path
    try await service.set("Name", of: InterfaceNames.source, at: path.rawValue, to: newName.busValue)
    try console.show(
      Answer(try await service.source(at: path)), ["It is called \(VisibleText.of(newName)) now."])
  }
}
