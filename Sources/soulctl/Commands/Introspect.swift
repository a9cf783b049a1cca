import ArgumentParser
import Bus
import Contract

struct Introspect: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the daemon's bus objects, their members and values.",
    discussion: """
      Asks the running daemon, so it shows what really is answered. Types are D-Bus signatures.

        soulctl introspect
        soulctl introspect /org/mpris/MediaPlayer2
        soulctl introspect --all --json
      """)

  @Argument(help: "Only this object and those below it.")
  var path = "/"

  @Flag(help: "Also the interfaces that every object has.")
  var all = false

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    guard let root = ObjectPath(path) else { throw CommandFailure.usage("\(path) is not an object path.") }
    let objects = try await service.objects(below: root, all: all)
    guard !objects.isEmpty else { throw CommandFailure.notFound("There is no object at or below \(path).") }
    try console.show(
      Answer([.objects: objects.map(\.fields).busValue, .total: UInt64(objects.count).busValue]),
      objects.flatMap { $0.lines(style: console.output.style) })
  }
}
