import ArgumentParser
import Bus
import Contract

struct SourceActivate: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "activate", abstract: "Make a server the active one.",
    discussion: """
      It is streamed from first where a track is on several servers, and synced by itself.

        soulctl source activate Home
        soulctl source activate --none
      """)

  @Argument(help: "The server's name or number.")
  var name: String?

  @Flag(name: .customLong("none"), help: "No server is active any more.")
  var isNone = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (name == nil) == isNone else { throw ValidationError("Name a server, or say --none.") }
  }

  func run(on service: PlayerService, console: Console) async throws {
    let path: ObjectPath
    if let name {
      path = try await service.source(name).path
    } else {
      path = ObjectPath(stringLiteral: ObjectPaths.none)
    }
    _ = try await service.call(
      "SetActive", of: InterfaceNames.sources, at: ObjectPaths.service, [path.busValue])
    let sources = try await service.sources()
    let active = sources.first(where: \.isActive)
    try console.show(
      Answer([.sources: sources.map(\.fields).busValue, .total: UInt64(sources.count).busValue]),
      [active.map { "\(VisibleText.of($0.name)) is active." } ?? "No server is active."])
  }
}
