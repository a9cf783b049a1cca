import GRDB
public import Model

extension LibraryStore {
  /// A search counts and pages up to this many tracks: a total of so many means "or more".
  static let searchLimit = 10_000
  /// As many matches make up what is played as `soul:search?q=…`.
  static let searchRankLimit = 1_000

  /// The tracks whose title, artists, album, album artists, composers or genres have every word of the text,
  /// accents and case aside; each word counts as the beginning of one.
  ///
  /// Any text is only text: quotes, operators and the like separate words, and without a word nothing is found.
  /// Words that few tracks have rank the result by bm25, the title first; of words that very many have, the
  /// oldest tracks of the library come first. `filter.order` does not count here.
  public func search(
    _ text: String, _ filter: TrackFilter = TrackFilter()
  ) async throws(LibraryError) -> Page<Track> {
    try await read("search") { [coversDirectory] database in
      let (ids, total) = try TrackSearch(text, filter, in: database).page(
        offset: max(0, filter.offset), limit: max(0, filter.limit), most: Self.searchLimit)
      let tracks = try TrackRows(database, coversDirectory: coversDirectory).tracks(ids)
      return Page(items: tracks, total: total)
    }
  }
}
