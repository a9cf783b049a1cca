import GRDB
public import Model

extension LibraryStore {
  /// The playlists of a server as they were synced last, without their tracks: what has another revision on the
  /// server is to be asked for anew.
  public func serverPlaylists(of source: Source.ID) async throws(LibraryError) -> [ServerPlaylist] {
    try await read("list a server's playlists") { database in
      try Self.serverPlaylists(of: source, database)
    }
  }

  /// Makes these the playlists of a server, in one transaction; one that is as it was is not written.
  ///
  /// Of a playlist without `trackIDs` the tracks stay as they are. A track that is not in the library yet leaves its
  /// place free until a sync brings it.
  /// - Parameter playlists: all that the server has.
  public func apply(
    _ playlists: [ServerPlaylist], to source: Source.ID
  ) async throws(LibraryError) {
    try await write("save a server's playlists") { database in
      try Self.requireServer(source, "is not synced", database)
      let writer = try PlaylistWriter(database, source: source.rawValue)
      let known = try Self.serverPlaylists(of: source, database)
      let ids = Set(playlists.map(\.id))
      for playlist in known where !ids.contains(playlist.id) { try writer.remove(playlist.id) }
      for playlist in playlists { try writer.write(playlist) }
      try writer.fillGaps()
    }
  }

  private static func serverPlaylists(of source: Source.ID, _ database: Database) throws -> [ServerPlaylist] {
    try database.cachedStatement(
      sql: """
        SELECT server_playlist_id, name, server_revision FROM playlists
        WHERE source_id = ? AND server_playlist_id IS NOT NULL
        """
    ).allRows([source.rawValue]) { row in
      try ServerPlaylist(id: row.value(at: 0), name: row.value(at: 1), revision: row.value(at: 2))
    }
  }
}
