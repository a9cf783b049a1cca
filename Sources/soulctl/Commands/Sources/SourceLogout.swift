import ArgumentParser
import Bus
import Contract

struct SourceLogout: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Sign out of a server.",
    discussion: """
      Its tracks stay in the library; they can't be streamed until you sign in again.

        soulctl source logout Home
      """)

  @OptionGroup var source: SourceArgument
  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let source = try await service.source(source.name)
    _ = try await service.call(
      "SignOut", of: InterfaceNames.sources, at: ObjectPaths.service, [source.path.busValue])
    try console.show(
      Answer(try await service.source(at: source.path)), ["Signed out of \(VisibleText.of(source.name))."])
  }
}
