import ArgumentParser
import Bus
import Contract

struct SourceSync: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Bring the library in step with a server.",
    discussion: """
      Without a name: with every server that you are signed in to. The active server is synced by itself.

      One that fails keeps none of the others from being synced: each has a line, with what it counts or why it failed, \
      and the exit status tells the gravest failure. With --json: added, updated, removed and unchanged of all \
      together, and sources with the same of each server, or error and message.

        soulctl source sync
        soulctl source sync Home
        soulctl source sync Home --full         ask for everything anew
      """)

  @Argument(help: "The server's name or number.")
  var name: String?

  @Flag(help: "Ask for everything, not only for what has changed.")
  var full = false

  @OptionGroup var wait: WaitOptions
  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let path: ObjectPath
    if let name {
      path = try await service.source(name).path
    } else {
      // To the bus that is a sync of no server at all, which succeeds.
      guard try await service.sources().contains(where: { !$0.isLocal && $0.isSignedIn }) else {
        throw CommandFailure.refused(
          name: ErrorName.notSignedIn.rawValue,
          message: "Nobody is signed in to any server: sign in with “soulctl source login NAME”.")
      }
      path = ObjectPath(stringLiteral: ObjectPaths.none)
    }
    let options: VariantMap = full ? [FieldName.full.rawValue: true.busValue] : [:]
    try await service.carryOut("Sync", [path.busValue, options.busValue], wait, console)
  }
}
