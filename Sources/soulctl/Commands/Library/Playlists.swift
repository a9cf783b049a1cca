import ArgumentParser
import Bus
import Contract

struct Playlists: ServiceCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the playlists of your servers.",
    discussion: """
        soulctl playlists
        soulctl playlists --source 2
        soulctl tracks --playlist 3         what is in one of them
        soulctl play soul:playlist/3        play one of them
      """)

  @OptionGroup var filter: FilterOptions
  @OptionGroup var paging: PagingOptions
  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let conditions = try await filter.map(on: service)
    let page = try await service.list("Playlists", filter: conditions, part: paging.part)
    let absence = conditions.isEmpty ? "There are no playlists." : "There is no such playlist."
    try await service.show(
      page, as: .playlists, RecordTable.playlists, part: paging.part,
      whenNone: "\(absence) Those of a server come with its sync: soulctl source sync",
      console: console)
  }
}
