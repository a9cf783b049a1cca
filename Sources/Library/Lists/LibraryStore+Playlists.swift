import GRDB
public import Model

extension LibraryStore {
  /// A page of the playlists; `source` asks for the playlists of a source, the other conditions for playlists
  /// with a track that holds them.
  public func playlists(
    _ filter: PlaylistFilter = PlaylistFilter()
  ) async throws(LibraryError) -> Page<Playlist> {
    try await read("list playlists") { database in
      try GroupQuery(filter, of: .playlists, order: "g.sort_name, g.id", in: database).page(
        database,
        columns:
          "g.id, g.name, g.source_id, (SELECT count(*) FROM playlist_tracks WHERE playlist_id = g.id)"
      ) { row in
        try Playlist(
          id: Playlist.ID(rawValue: row.value(at: 0)), name: row.value(at: 1),
          source: Source.ID(rawValue: row.value(at: 2)),
          trackCount: row.value(at: 3))
      }
    }
  }
}
