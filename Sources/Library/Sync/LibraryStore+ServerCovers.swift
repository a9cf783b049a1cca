import GRDB
public import Model

extension LibraryStore {
  /// Where the cover of a track can be fetched that has none here.
  /// - Returns: `nil` where it has one, or no server knows of any; of several servers one that is online, and of
  ///   those the active one.
  public func missingCover(of track: Track.ID) async throws(LibraryError) -> ServerCover? {
    try await read("look for a cover") { database in
      try database.cachedStatement(
        sql: """
          SELECT s.source_id, s.server_file_id, s.cover_hash FROM tracks t JOIN track_sources s ON s.track_id = t.id
            JOIN sources o ON o.id = s.source_id
          WHERE t.id = ? AND t.cover_id IS NULL AND s.cover_hash IS NOT NULL AND s.server_file_id IS NOT NULL
            AND o.removed_at IS NULL
          ORDER BY o.is_online DESC, o.is_active DESC, s.source_id LIMIT 1
          """
      ).firstRow([track.rawValue]) { row in
        try ServerCover(
          source: Source.ID(rawValue: row.value(at: 0)), serverFileID: row.value(at: 1),
          hash: row.value(at: 2))
      }
    }
  }

  /// The file of a track's cover, where it was fetched from a server.
  public func fetchedCover(of track: Track.ID) async throws(LibraryError) -> CoverKey? {
    try await read("look at a cover") { database in
      try database.cachedStatement(
        sql: """
          SELECT hash, extension FROM covers
          WHERE id = (SELECT cover_id FROM tracks WHERE id = ?) AND fetched_size IS NOT NULL
          """
      ).firstRow([track.rawValue]) { try CoverKey(hash: $0.value(at: 0), fileExtension: $0.value(at: 1)) }
    }
  }

  /// Forgets a fetched cover whose file is gone.
  public func forgetCover(_ key: CoverKey) async throws(LibraryError) {
    try await write("forget a cover") { database in
      try database.execute(
        sql: "DELETE FROM covers WHERE hash = ? AND fetched_size IS NOT NULL", arguments: [key.hash])
    }
  }

  /// Gives a track, and those of its album with the same cover, the cover that a server means by the hash.
  /// - Returns: `false` where that cover was not fetched yet.
  public func useCover(_ cover: ServerCover, for track: Track.ID) async throws(LibraryError) -> Bool {
    let totals: LibraryTotals? = try await write("use a cover") { database in
      let find = try database.cachedStatement(
        sql: "SELECT cover_id FROM server_covers WHERE source_id = ? AND cover_hash = ?")
      guard let id = try Int64.fetchOne(find, arguments: [cover.source.rawValue, cover.hash]) else {
        return nil
      }
      try Self.link(id, cover, track, database)
      return try LibraryTotals(database)
    }
    if let totals { announcements.send(.tracks(totals)) }
    return totals != nil
  }

  /// Takes in a cover whose file is in the folder of the covers, and uses it.
  /// - Parameter size: of the file, in bytes.
  public func addCover(
    _ key: CoverKey, size: Int, as cover: ServerCover, for track: Track.ID
  ) async throws(LibraryError) {
    let totals = try await write("add a cover") { database in
      try Self.requireServer(cover.source, "has no covers to fetch", database)
      // A cover of a local file is that one's: it stays uncounted.
      try database.execute(
        sql: """
          INSERT INTO covers (hash, extension, fetched_size, last_used_at) VALUES (?, ?, ?, unixepoch())
            ON CONFLICT DO NOTHING
          """, arguments: [key.hash, key.fileExtension, size])
      let id =
        try Int64.fetchOne(database, sql: "SELECT id FROM covers WHERE hash = ?", arguments: [key.hash]) ?? 0
      try database.execute(
        sql: """
          INSERT INTO server_covers (source_id, cover_hash, cover_id) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET cover_id = excluded.cover_id
          """, arguments: [cover.source.rawValue, cover.hash, id])
      try Self.link(id, cover, track, database)
      return try LibraryTotals(database)
    }
    announcements.send(.tracks(totals))
  }

  /// Notes that a fetched cover is in use; at most once an hour is written.
  public func touchCover(of track: Track.ID) async throws(LibraryError) {
    let isDue = """
      id = (SELECT cover_id FROM tracks WHERE id = ?) AND fetched_size IS NOT NULL
        AND last_used_at < unixepoch() - 3600
      """
    let due = try await read("look at a cover") { database in
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM covers WHERE \(isDue))", arguments: [track.rawValue])
    }
    guard due == true else { return }
    try await write("note the use of a cover") { database in
      try database.execute(
        sql: "UPDATE covers SET last_used_at = unixepoch() WHERE \(isDue)", arguments: [track.rawValue])
    }
  }

  /// Forgets the fetched covers that were not used for longest, until the rest is within the limit.
  /// - Parameters:
  ///   - limit: bytes that fetched covers may take.
  ///   - track: its cover stays.
  /// - Returns: the files that may go.
  public func evictCovers(
    to limit: Int, keeping track: Track.ID
  ) async throws(LibraryError) -> [CoverKey] {
    let (keys, totals) = try await write("forget covers") { database in
      var excess =
        try Int.fetchOne(
          database, sql: "SELECT coalesce(sum(fetched_size), 0) FROM covers WHERE fetched_size IS NOT NULL")
        ?? 0
      excess -= limit
      var keys: [CoverKey] = []
      var ids: [Int64] = []
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT id, hash, extension, fetched_size FROM covers
          WHERE fetched_size IS NOT NULL AND id IS NOT (SELECT cover_id FROM tracks WHERE id = ?)
          ORDER BY last_used_at, id
          """, arguments: [track.rawValue])
      while excess > 0, let row = try rows.next() {
        ids.append(try row.value(at: 0))
        keys.append(try CoverKey(hash: row.value(at: 1), fileExtension: row.value(at: 2)))
        excess -= try row.value(at: 3)
      }
      try database.execute(
        sql: "DELETE FROM covers WHERE id IN (SELECT value FROM json_each(?))", arguments: [JSONList.of(ids)])
      return (keys, try LibraryTotals(database))
    }
    if !keys.isEmpty { announcements.send(.tracks(totals)) }
    return keys
  }

  private static func link(_ id: Int64, _ cover: ServerCover, _ track: Track.ID, _ database: Database) throws
  {
    try database.execute(
      sql: """
        UPDATE tracks SET cover_id = ?1 WHERE cover_id IS NULL AND id IN (
          SELECT s.track_id FROM track_sources s WHERE s.source_id = ?2 AND s.cover_hash = ?3 AND s.track_id IN (
            SELECT ?4 UNION
            SELECT id FROM tracks WHERE album_id = (SELECT album_id FROM tracks WHERE id = ?4)))
        """, arguments: [id, cover.source.rawValue, cover.hash, track.rawValue])
    try database.execute(
      sql: """
        UPDATE albums SET cover_id = ?1
        WHERE cover_id IS NULL AND id = (SELECT album_id FROM tracks WHERE id = ?2)
        """, arguments: [id, track.rawValue])
  }
}
