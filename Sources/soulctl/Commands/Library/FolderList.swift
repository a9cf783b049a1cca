import ArgumentParser
import Bus
import Contract

struct FolderList: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the library's folders.",
    discussion: """
        soulctl folder list
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let folders = try await service.folders()
    try console.show(
      Answer([.folders: folders.busValue, .total: UInt64(folders.count).busValue]),
      folders.map(VisibleText.of))
    if folders.isEmpty, !console.isJSON { _ = try await service.hintAtImport(on: console) }
  }
}
