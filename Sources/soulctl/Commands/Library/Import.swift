import ArgumentParser
import Bus
import Contract

struct Import: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add folders to the library, or look for changes in it.",
    discussion: """
      With folders: adds them to the library and reads the music in them. Without: looks through all of the \
      library's folders again. A file that was renamed or tagged anew stays the same track; a file that is gone \
      stays known, and becomes available again when it is back.

        soulctl import ~/Music
        soulctl import                  look for changes
        soulctl import --no-wait        the same, in the background

      Files that can't be read are listed with the reason; they stop nothing.
      """)

  @Argument(help: ArgumentHelp("Folders of music.", valueName: "dir"), completion: .directory)
  var folders: [String] = []

  @OptionGroup var wait: WaitOptions
  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    if folders.isEmpty { try await service.requireMusic(console.environment) }
    let directory = AbsolutePath.workingDirectory(console.environment)
    let paths = try folders.map { (folder) throws(CommandFailure) in
      let path = AbsolutePath.of(folder, in: directory)
      guard FileIdentity(path: path)?.isDirectory == true else {
        throw CommandFailure.notFound("There is no folder “\(path)”.")
      }
      return path
    }
    try await service.carryOut(
      "Import", of: InterfaceNames.library, [paths.busValue, VariantMap().busValue], wait, console)
  }
}
