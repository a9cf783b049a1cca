import GRDB

/// Makes two tracks that turned out to be one recording one track, with all that a person did with either.
struct TrackMerger {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// Decides which of the two stays: the one with a file of this device, whose tags win, else the older one.
  /// - Returns: the track that stayed and the album that the other one left; `nil` where both are known to the
  ///   same source: items of one source are never one track.
  func merge(_ one: Int64, _ other: Int64) throws -> (track: Int64, left: Int64?)? {
    let shared = try database.cachedStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM track_sources a JOIN track_sources b ON b.source_id = a.source_id
          WHERE a.track_id = ? AND b.track_id = ?)
        """)
    guard try Bool.fetchOne(shared, arguments: [one, other]) == false else { return nil }
    let local = try database.cachedStatement(
      sql: "SELECT track_id FROM track_sources WHERE track_id IN (?, ?) AND source_id = 1")
    let kept = try Int64.fetchOne(local, arguments: [one, other]) ?? min(one, other)
    let lost = kept == one ? other : one
    let album = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT album_id FROM tracks WHERE id = ?"), arguments: [lost])
    try moveUserData(from: lost, to: kept)
    try moveSources(from: lost, to: kept)
    try run("DELETE FROM tracks WHERE id = ?", [lost])
    return (kept, album)
  }

  private func moveUserData(from lost: Int64, to kept: Int64) throws {
    try run("UPDATE play_history SET track_id = ?2 WHERE track_id = ?1", [lost, kept])
    try run(
      """
      UPDATE tracks SET play_count = tracks.play_count + o.play_count,
        last_played = nullif(max(coalesce(tracks.last_played, 0), coalesce(o.last_played, 0)), 0),
        fingerprint = coalesce(tracks.fingerprint, o.fingerprint), added_at = min(tracks.added_at, o.added_at)
      FROM (SELECT * FROM tracks WHERE id = ?1) o WHERE tracks.id = ?2
      """, [lost, kept])
    // What the person said stands before what a server said.
    try run(
      """
      INSERT INTO ratings (track_id, rating, is_favorite, updated_at, source_id)
        SELECT ?2, rating, is_favorite, updated_at, source_id FROM ratings WHERE track_id = ?1
        ON CONFLICT DO UPDATE SET
          rating = CASE WHEN ratings.source_id IS NULL OR excluded.source_id IS NOT NULL
            THEN coalesce(ratings.rating, excluded.rating) ELSE coalesce(excluded.rating, ratings.rating) END,
          is_favorite = max(ratings.is_favorite, excluded.is_favorite),
          updated_at = max(ratings.updated_at, excluded.updated_at),
          source_id = CASE WHEN excluded.source_id IS NULL THEN NULL ELSE ratings.source_id END
      """, [lost, kept])
    try run("UPDATE playlist_tracks SET track_id = ?2 WHERE track_id = ?1", [lost, kept])
    try run(
      "UPDATE queue_entries SET track_id = ?2, uri = 'soul:track/' || ?2 WHERE track_id = ?1", [lost, kept])
    try run("UPDATE merged_tracks SET track_id = ?2 WHERE track_id = ?1", [lost, kept])
    try run("INSERT INTO merged_tracks (id, track_id) VALUES (?, ?)", [lost, kept])
  }

  private func moveSources(from lost: Int64, to kept: Int64) throws {
    try run("UPDATE track_sources SET track_id = ?2 WHERE track_id = ?1", [lost, kept])
    try run(
      """
      INSERT INTO places (kind, servers)
        SELECT 'stream', servers FROM track_servers
        WHERE track_id = ? AND servers NOT IN (SELECT servers FROM places)
      """, [kept])
    try run(
      """
      UPDATE tracks SET place_id = (SELECT place_id FROM track_places WHERE track_id = ?1),
        origin_source_id = CASE WHEN EXISTS (SELECT 1 FROM track_sources WHERE track_id = ?1 AND source_id = 1)
          THEN 1 ELSE origin_source_id END
      WHERE id = ?1
      """, [kept])
  }

  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
