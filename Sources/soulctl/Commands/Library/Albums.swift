import ArgumentParser
import Bus
import Contract

struct Albums: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the library's albums.",
    discussion: """
      Sorted as people sort: articles, case and accents aside, numbers by value.

        soulctl albums
        soulctl albums --available --order added
        soulctl play soul:album/12          play one of them
      """)

  @OptionGroup var filter: FilterOptions

  @Option(help: OrderName.help(OrderNames.albums), completion: .list(OrderNames.albums))
  var order: String?

  @OptionGroup var paging: PagingOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try OrderName.check(order, among: OrderNames.albums)
  }

  func run(on service: PlayerService, console: Console) async throws {
    var map = try await filter.map(on: service)
    map[FieldName.order.rawValue] = order?.busValue
    let page = try await service.list("Albums", filter: map, part: paging.part)
    try await service.show(page, as: .albums, RecordTable.albums, part: paging.part, console: console)
  }
}
