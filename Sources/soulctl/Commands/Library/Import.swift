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

  @Argument(help: ArgumentHelp("Folders of music.", valueName: "dir"))
  var folders: [String] = []

  @Flag(inversion: .prefixedNo, help: "Wait for the end; otherwise print the operation and return.")
  var wait = true

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
    let watch = try await OperationWatch.begin(service)
    let reply = try await service.call(
      "Import", of: InterfaceNames.library, at: ObjectPaths.service, [paths.busValue, VariantMap().busValue])
    let operation: ObjectPath = try service.result(0, of: reply, from: "Import")
    guard wait else {
      console.show(Answer([.operation: operation.busValue]), [operation.rawValue])
      return
    }
    try await watch.report(operation, on: console)
  }
}
