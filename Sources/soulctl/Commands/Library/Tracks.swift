import ArgumentParser
import Bus
import Contract

struct Tracks: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the library's tracks.",
    discussion: """
      Sorted as people sort: articles, case and accents aside, numbers by value.

        soulctl tracks --album 12
        soulctl tracks --order added --limit 20
        soulctl tracks --json --limit 100000 | jq -r '.tracks[].title'
      """)

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
    let page = try await service.list("Tracks", filter: map, part: paging.part)
    try await service.show(page, as: .tracks, RecordTable.tracks, part: paging.part, console: console)
  }
}
