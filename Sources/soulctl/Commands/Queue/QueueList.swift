import ArgumentParser
import Bus
import Contract

struct QueueList: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the queue.",
    discussion: """
      Shows the part around the current entry when the queue is longer than --limit and no --offset is given.

        soulctl queue list
        soulctl queue list --offset 200 --limit 50
        soulctl queue list --json | jq -r '.entries[].uri'
      """)

  @Option(help: ArgumentHelp("Show at most N.", valueName: "n"))
  var limit = 100

  @Option(help: ArgumentHelp("Skip the first N.", valueName: "n"))
  var offset: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    try PagingOptions.validate(limit: limit, offset: offset ?? 0)
  }

  func run(on service: PlayerService, console: Console) async throws {
    let place = try await service.queuePlace()
    let start = offset ?? Self.start(of: place, limit: limit)
    let entries = try await service.entries(offset: start, limit: limit)
    try console.show(
      Answer([
        .entries: entries.map(\.fields).busValue, .total: UInt64(place.length).busValue,
        .offset: UInt32(clamping: start).busValue, .currentIndex: UInt32(place.current).busValue,
      ]),
      RecordTable.queue(entries, offset: start, current: place.current)
        .lines(width: console.output.width, style: console.output.style))
    if place.length == 0 {
      console.note("The queue is empty. Fill it: soulctl play TEXT, or soulctl queue add TEXT")
    } else if entries.isEmpty {
      console.note("There are only \(place.length).")
    } else if entries.count < place.length {
      console.note(
        "\(start + 1) to \(start + entries.count) of \(place.length); --offset and --limit show others.")
    }
  }

  /// Where a list that can't show everything begins: a little before the current entry.
  static func start(of place: QueuePlace, limit: Int) -> Int {
    guard place.length > limit else { return 0 }
    return min(max(0, place.current - limit / 4), place.length - limit)
  }
}
