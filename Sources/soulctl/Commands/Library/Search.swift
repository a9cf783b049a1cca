import ArgumentParser
import Bus
import Contract

struct Search: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "Search the library for tracks.",
    discussion: """
      Each word is the beginning of a word in title, artist or album, accents and case aside; all must be there. \
      The best hits come first.

        soulctl search blue tra
        soulctl search coltrane --available --limit 10
        soulctl search coltrane --json | jq -r '.tracks[].uri'
      """)

  @Argument(help: "Words to search for.")
  var text: [String]

  @OptionGroup var filter: FilterOptions

  @Option(help: OrderName.help(OrderNames.tracks), completion: .list(OrderNames.tracks))
  var order: String?

  @OptionGroup var paging: PagingOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try OrderName.check(order, among: OrderNames.tracks)
  }

  func run(on service: PlayerService, console: Console) async throws {
    var map = try await filter.map(on: service)
    map[FieldName.order.rawValue] = order?.busValue
    let text = text.joined(separator: " ")
    let page = try await service.list("Search", text: text, filter: map, part: paging.part)
    try await service.show(page, as: .tracks, RecordTable.tracks, part: paging.part, console: console)
  }
}
