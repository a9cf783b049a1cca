import GRDB
public import Model

extension LibraryStore {
  /// So many tracks of an album at most get a cover along with the one that it was fetched for.
  private static let albumReach = 200

  /// The file of a track's cover; `nil` where it has none here.
  public func cover(of track: Track.ID) async throws(LibraryError) -> CoverKey? {
    try await read("look at a cover") { database in
      try database.cachedStatement(
        sql: """
          SELECT hash, extension FROM covers WHERE id = (
            SELECT cover_id FROM tracks
            WHERE id = coalesce((SELECT track_id FROM merged_tracks WHERE id = ?1), ?1))
          """
      ).firstRow([track.rawValue]) { try CoverKey(hash: $0.value(at: 0), fileExtension: $0.value(at: 1)) }
    }
  }

  /// Forgets covers whose files are gone. Those of this device's files stay: they can be read from there again.
  /// - Parameter hashes: of the files.
  public func forgetCovers(_ hashes: [String]) async throws(LibraryError) {
    let totals: LibraryTotals? = try await write("forget covers") { database in
      let forget = try database.cachedStatement(
        sql: """
          DELETE FROM covers WHERE hash = ? AND (fetched_size IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM tracks t CROSS JOIN track_sources s ON s.track_id = t.id AND s.source_id = 1
            WHERE t.cover_id = covers.id))
          """)
      let before = database.totalChangesCount
      for hash in hashes { try forget.execute(arguments: [hash]) }
      return database.totalChangesCount == before ? nil : try LibraryTotals(database)
    }
    if let totals { announcements.send(.tracks(totals)) }
  }

  /// Gives tracks, and those of their albums with the same cover, covers that were fetched before. One that has gone
  /// meanwhile stays missing.
  public func useCovers(_ covers: [ServerCover.ID: [Track.ID]]) async throws(LibraryError) {
    let totals = try await write("use covers") { database in
      let find = try database.cachedStatement(
        sql: "SELECT cover_id FROM server_covers WHERE source_id = ? AND cover_hash = ?")
      for (cover, tracks) in covers {
        guard let id = try Int64.fetchOne(find, arguments: [cover.source.rawValue, cover.hash]) else {
          continue
        }
        try Self.link(id, cover, tracks, database)
      }
      return try LibraryTotals(database)
    }
    announcements.send(.tracks(totals))
  }

  /// Takes in covers, and forgets as many others as there is no room for any more. All of it is one transaction.
  /// - Parameters:
  ///   - uses: when covers were used since the last call, in Unix seconds, by the hashes of their files.
  ///   - now: when these are used first, in Unix seconds.
  /// - Returns: what had to go, new ones included where there is no room for them.
  public func addCovers(
    _ covers: [FetchedCover], uses: [String: Int64], now: Int64, room: CoverRoom
  ) async throws(LibraryError) -> CoverEviction {
    let (eviction, totals) = try await write("add covers") { database in
      try Self.note(uses, database)
      var new: Set<Int64> = []
      for cover in covers {
        if let id = try Self.insert(cover, now: now, database) { new.insert(id) }
      }
      return (try CoverEviction(room, new: new, database), try LibraryTotals(database))
    }
    announcements.send(.tracks(totals))
    return eviction
  }

  /// Forgets the fetched covers that no track and no album has, and no server any more.
  /// - Parameter hash: of the one that stays all the same.
  /// - Returns: their files may go.
  public func removeUnusedCovers(except hash: String?) async throws(LibraryError) -> [CoverKey] {
    try await write("remove covers") { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          DELETE FROM covers WHERE fetched_size IS NOT NULL AND hash IS NOT ?
            AND NOT EXISTS (SELECT 1 FROM tracks WHERE cover_id = covers.id)
            AND NOT EXISTS (SELECT 1 FROM albums WHERE cover_id = covers.id)
            AND NOT EXISTS (SELECT 1 FROM server_covers WHERE cover_id = covers.id)
          RETURNING hash, extension
          """, arguments: [hash])
      var keys: [CoverKey] = []
      while let row = try rows.next() {
        keys.append(try CoverKey(hash: row.value(at: 0), fileExtension: row.value(at: 1)))
      }
      return keys
    }
  }

  /// Keeps when fetched covers were used last.
  /// - Parameter uses: as `addCovers` takes them.
  public func noteCoverUses(_ uses: [String: Int64]) async throws(LibraryError) {
    try await write("note the use of covers") { try Self.note(uses, $0) }
  }

  /// - Returns: the id of a cover that came from servers alone; `nil` for that of a file of this device, which stays
  ///   uncounted, and where the server was removed meanwhile.
  private static func insert(_ cover: FetchedCover, now: Int64, _ database: Database) throws -> Int64? {
    let source = cover.id.source.rawValue
    let isThere = try Bool.fetchOne(
      database.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM sources WHERE id = ? AND id <> 1 AND removed_at IS NULL)"),
      arguments: [source])
    guard isThere == true else { return nil }
    try database.cachedStatement(
      sql: """
        INSERT INTO covers (hash, extension, fetched_size, last_used_at) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET last_used_at = excluded.last_used_at WHERE fetched_size IS NOT NULL
        """
    ).execute(arguments: [cover.key.hash, cover.key.fileExtension, cover.size, now])
    let row = try database.cachedStatement(
      sql: "SELECT id, fetched_size IS NOT NULL FROM covers WHERE hash = ?"
    )
    .firstRow([cover.key.hash]) { try (id: $0.value(at: 0) as Int64, isFetched: $0.value(at: 1) as Bool) }
    guard let row else { return nil }
    try database.cachedStatement(
      sql: """
        INSERT INTO server_covers (source_id, cover_hash, cover_id) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET cover_id = excluded.cover_id
        """
    ).execute(arguments: [source, cover.id.hash, row.id])
    try link(row.id, cover.id, cover.tracks, database)
    return row.isFetched ? row.id : nil
  }

  private static func note(_ uses: [String: Int64], _ database: Database) throws {
    let note = try database.cachedStatement(
      sql: """
        UPDATE covers SET last_used_at = ?2
        WHERE hash = ?1 AND fetched_size IS NOT NULL AND last_used_at < ?2
        """)
    for (hash, time) in uses { try note.execute(arguments: [hash, time]) }
  }

  private static func link(
    _ id: Int64, _ cover: ServerCover.ID, _ tracks: [Track.ID], _ database: Database
  ) throws {
    let list = JSONList.of(tracks.map(\.rawValue))
    let albums = try Int64.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT DISTINCT album_id FROM tracks
          WHERE id IN (SELECT value FROM json_each(?)) AND album_id IS NOT NULL
          """), arguments: [list])
    let update = """
      UPDATE tracks SET cover_id = ?1 WHERE cover_id IS NULL AND id IN (
        SELECT track_id FROM track_sources WHERE source_id = ?2 AND cover_hash = ?3 AND track_id IN
      """
    try database.cachedStatement(sql: "\(update) (SELECT value FROM json_each(?4)))")
      .execute(arguments: [id, cover.source.rawValue, cover.hash, list])
    let updateAlbum = try database.cachedStatement(
      sql: """
        \(update) (
          SELECT id FROM tracks INDEXED BY tracks_of_album WHERE album_id = ?4
          ORDER BY sort_disc, track_number LIMIT \(albumReach)))
        """)
    let setAlbum = try database.cachedStatement(
      sql: "UPDATE albums SET cover_id = ? WHERE id = ? AND cover_id IS NULL")
    for album in albums {
      try updateAlbum.execute(arguments: [id, cover.source.rawValue, cover.hash, album])
      try setAlbum.execute(arguments: [id, album])
    }
  }
}
