import GRDB

/// Takes out what a server has no longer (DESIGN §5).
///
/// A cached copy stays and plays on. A track that is nowhere else goes, unless the person has played, rated, listed
/// or queued it: then it stays as unavailable, with all that is known of it, as one does whose file is gone.
struct RowDeletion {
  /// A person did something with the track `t`.
  private static let isUsed = """
    (t.play_count > 0
      OR EXISTS (SELECT 1 FROM ratings WHERE track_id = t.id AND source_id IS NULL)
      OR EXISTS (SELECT 1 FROM queue_entries WHERE track_id = t.id)
      OR EXISTS (SELECT 1 FROM playlist_tracks p JOIN playlists l ON l.id = p.playlist_id
        WHERE p.track_id = t.id AND l.source_id = 1))
    """

  private let database: Database
  private let source: Int64

  init(_ database: Database, source: Int64) {
    self.database = database
    self.source = source
  }

  /// - Parameter rows: ids of `track_sources`, of this source.
  /// - Returns: the albums that tracks have left; they and their artists may be empty now.
  func delete(_ rows: [Int64]) throws -> [Int64] {
    try remove(rows, keepsUsed: true)
  }

  /// As `delete`, of a source that is removed: nothing of it stays.
  func deleteAll(_ rows: [Int64]) throws {
    _ = try remove(rows, keepsUsed: false)
  }

  private func remove(_ rows: [Int64], keepsUsed: Bool) throws -> [Int64] {
    guard !rows.isEmpty else { return [] }
    let list = JSONList.of(rows)
    let ids = "(SELECT value FROM json_each(?1))"
    let isAlone = "NOT EXISTS (SELECT 1 FROM track_sources o WHERE o.track_id = t.id AND o.source_id <> ?2)"
    if keepsUsed {
      try run(
        """
        UPDATE track_sources SET server_file_id = NULL, row_digest = NULL
        WHERE id IN \(ids) AND status = 'cached' AND source_id = ?2
        """, [list, source])
      try run(
        """
        UPDATE track_sources SET server_file_id = NULL, row_digest = NULL, status = 'unavailable'
        WHERE id IN \(ids) AND server_file_id IS NOT NULL
          AND EXISTS (SELECT 1 FROM tracks t WHERE t.id = track_id AND \(isAlone) AND \(Self.isUsed))
        """, [list, source])
    }
    let gone = keepsUsed ? "AND server_file_id IS NOT NULL" : ""
    let albums = try Int64.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT DISTINCT t.album_id FROM track_sources s CROSS JOIN tracks t ON t.id = s.track_id
          WHERE s.id IN \(ids) AND t.album_id IS NOT NULL
          """), arguments: [list])
    try run(
      """
      DELETE FROM tracks WHERE id IN (SELECT t.id FROM track_sources s CROSS JOIN tracks t ON t.id = s.track_id
        WHERE s.id IN \(ids) \(gone) AND \(isAlone))
      """, [list, source])
    // Those that others have too.
    try run(
      """
      UPDATE tracks SET origin_source_id = (
        SELECT min(source_id) FROM track_sources o WHERE o.track_id = tracks.id AND o.source_id <> ?2)
      WHERE origin_source_id = ?2 AND id IN (SELECT track_id FROM track_sources WHERE id IN \(ids) \(gone))
      """, [list, source])
    try run("DELETE FROM track_sources WHERE id IN \(ids) AND source_id = ?2 \(gone)", [list, source])
    return albums
  }

  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
