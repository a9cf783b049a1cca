import GRDB
public import Model

extension LibraryStore {
  /// A page of the albums that hold a track which the filter lets through; `artist` asks for the artist's own
  /// albums, those he is an album artist of.
  public func albums(_ filter: AlbumFilter = AlbumFilter()) async throws(LibraryError) -> Page<Album> {
    try await read("list albums") { [coversDirectory] database in
      let query = try GroupQuery(
        filter, of: .albums, order: (filter.order ?? .artist).sql, in: database)
      return try query.page(
        database,
        columns: """
          g.id, g.title, g.album_artists, g.year, g.track_count, g.duration,
          (SELECT hash || '.' || extension FROM covers WHERE id = g.cover_id)
          """
      ) { row in
        try Album(
          id: Album.ID(rawValue: row.value(at: 0)), title: row.value(at: 1),
          albumArtists: NameList.names(row.value(at: 2)), year: row.value(at: 3),
          trackCount: row.value(at: 4), duration: MediaTime(microseconds: row.value(at: 5)),
          coverPath: (row.value(at: 6) as String?).map { "\(coversDirectory)/\($0)" })
      }
    }
  }
}

extension AlbumOrder {
  fileprivate var sql: String {
    switch self {
    case .artist: "g.sort_artist, g.sort_title, g.id"
    case .title: "g.sort_title, g.sort_artist, g.id"
    case .year: "g.year DESC, g.sort_artist, g.sort_title, g.id"
    case .added: "g.added_at DESC, g.id DESC"
    }
  }
}
