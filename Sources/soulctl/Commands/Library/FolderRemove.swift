import ArgumentParser
import Bus
import Contract

struct FolderRemove: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take a folder out of the library.",
    discussion: """
      Its tracks leave the library, unless they are in another folder of it, too. The files stay as they are.

        soulctl folder remove ~/Music/Podcasts
      """)

  @Argument(help: "The folder, as “folder list” shows it.", completion: .directory)
  var folder: String

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let path = AbsolutePath.of(folder, in: AbsolutePath.workingDirectory(console.environment))
    _ = try await service.call(
      "RemoveFolder", of: InterfaceNames.library, at: ObjectPaths.service, [path.busValue])
    let folders = try await service.folders()
    try console.show(
      Answer([.folders: folders.busValue, .total: UInt64(folders.count).busValue]),
      ["Removed \(VisibleText.of(path))."])
  }
}
