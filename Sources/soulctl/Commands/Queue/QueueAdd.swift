import ArgumentParser
import Bus
import Contract

struct QueueAdd: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add to the queue; what plays goes on.",
    discussion: """
      Takes what “soulctl play” takes.

        soulctl queue add giant steps
        soulctl queue add --next ~/Music/Coltrane
        soulctl queue add --after 3 soul:track/17
      """)

  @Argument(
    help: ArgumentHelp("Words to search for, URIs, files or folders.", valueName: "text|uri|path"),
    completion: .file())
  var words: [String]

  @Flag(help: "Search for the words, even if they look like paths or URIs.")
  var text = false

  @Flag(help: "Put it right behind the current entry.")
  var next = false

  @Option(help: ArgumentHelp("Put it behind this entry.", valueName: "number"))
  var after: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !next || after == nil else { throw ValidationError("Give either --next or --after.") }
    guard after ?? 1 >= 1 else { throw ValidationError("Entries are counted from 1.") }
  }

  func run(on service: PlayerService, console: Console) async throws {
    let uris = try await service.uris(for: words, asText: text, console: console)
    let reply = try await service.queue("Enqueue", uris.busValue, try await place(service).busValue)
    let entries: [ObjectPath] = try service.result(0, of: reply, from: "Enqueue")
    try console.show(
      Answer([.entries: entries.busValue, .total: UInt64(entries.count).busValue]),
      ["Added \(entries.count)."])
  }

  private func place(_ service: PlayerService) async throws(CommandFailure) -> ObjectPath {
    if let after { return try await service.entryPath(after) }
    let place = try await service.queuePlace()
    guard next, place.current < place.length else { return "/" }
    return try await service.entryPath(place.current + 1)
  }
}
