import ArgumentParser
import Bus
import Contract

struct QueueRemove: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take entries out of the queue.",
    discussion: """
        soulctl queue remove 3
        soulctl queue remove 2 5-9
      """)

  @Argument(help: ArgumentHelp("Numbers as “queue list” shows them, or ranges of them.", valueName: "number"))
  var ranges: [EntryRange]

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    var paths: [ObjectPath] = []
    for range in ranges {
      for path in try await service.entryPaths(range.numbers) where !paths.contains(path) {
        paths.append(path)
      }
    }
    _ = try await service.queue("Dequeue", paths.busValue)
    try console.show(
      Answer([.entries: paths.busValue, .total: UInt64(paths.count).busValue]), ["Removed \(paths.count)."])
  }
}
