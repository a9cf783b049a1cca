import GRDB
import Model

/// The covers that had to go for others.
public struct CoverEviction: Hashable, Sendable {
  /// Their files may go.
  public internal(set) var keys: [CoverKey] = []
  /// Whether one of the new covers is among them: there is no room for more.
  public internal(set) var isFull = false

  /// Forgets the fetched covers that were not used for longest, until the rest is within the limit; new ones last.
  init(_ room: CoverRoom, new: Set<Int64>, _ database: Database) throws {
    let sum = "SELECT coalesce(sum(fetched_size), 0) FROM covers WHERE fetched_size IS NOT NULL"
    var excess = (try Int.fetchOne(database, sql: sum) ?? 0) - room.limit
    guard excess > 0 else { return }
    var ids: [Int64] = []
    let rows = try Row.fetchCursor(
      database,
      sql: """
        WITH new (id) AS (SELECT value FROM json_each(?1))
        SELECT id, hash, extension, fetched_size, id IN new FROM covers
        WHERE fetched_size IS NOT NULL AND (?2 IS NULL OR last_used_at < ?2 OR id IN new)
          AND id IS NOT (
            SELECT cover_id FROM tracks
            WHERE id = coalesce((SELECT track_id FROM merged_tracks WHERE id = ?3), ?3))
        ORDER BY id IN new, last_used_at, id
        """, arguments: [JSONList.of(new), room.sparing, room.keeping?.rawValue])
    while excess > 0, let row = try rows.next() {
      ids.append(try row.value(at: 0))
      keys.append(try CoverKey(hash: row.value(at: 1), fileExtension: row.value(at: 2)))
      excess -= try row.value(at: 3)
      isFull = try isFull || row.value(at: 4)
    }
    try Self.delete(ids, database)
  }

  /// An album whose cover goes shows that of another of its tracks.
  private static func delete(_ ids: [Int64], _ database: Database) throws {
    guard !ids.isEmpty else { return }
    let list = JSONList.of(ids)
    let albums = try Int64.fetchAll(
      database, sql: "SELECT id FROM albums WHERE cover_id IN (SELECT value FROM json_each(?))",
      arguments: [list])
    try database.execute(
      sql: "DELETE FROM covers WHERE id IN (SELECT value FROM json_each(?))", arguments: [list])
    try database.execute(
      sql: """
        UPDATE albums SET cover_id = (
          SELECT cover_id FROM (
            SELECT cover_id FROM tracks INDEXED BY tracks_of_album WHERE album_id = albums.id
            ORDER BY sort_disc, track_number LIMIT \(AlbumWriter.sample))
          WHERE cover_id IS NOT NULL LIMIT 1)
        WHERE id IN (SELECT value FROM json_each(?))
        """, arguments: [JSONList.of(albums)])
  }
}
