import GRDB
public import Model

extension LibraryStore {
  /// A page of the artists and album artists of the tracks that the filter lets through.
  public func artists(_ filter: ArtistFilter = ArtistFilter()) async throws(LibraryError) -> Page<Artist> {
    try await read("list artists") { database in
      try GroupQuery(filter, of: .artists, order: "g.sort_name, g.id", in: database).page(
        database, columns: "g.id, g.name, g.album_count, g.track_count"
      ) { row in
        try Artist(
          id: Artist.ID(rawValue: row.value(at: 0)), name: row.value(at: 1), albumCount: row.value(at: 2),
          trackCount: row.value(at: 3))
      }
    }
  }
}
