import ArgumentParser
import Bus
import Contract

struct Artists: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the library's artists.",
    discussion: """
      Sorted as people sort: articles, case and accents aside, numbers by value.

        soulctl artists
        soulctl artists --available
        soulctl play soul:artist/5          play one of them
      """)

  @OptionGroup var filter: FilterOptions
  @OptionGroup var paging: PagingOptions
  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let page = try await service.list("Artists", filter: try await filter.map(on: service), part: paging.part)
    try await service.show(page, as: .artists, RecordTable.artists, part: paging.part, console: console)
  }
}
