import GRDB
import Model

/// Takes over what a server says of ratings and favourites; what the person at this device said stays.
struct RatingWriter {
  private let source: Int64
  private let set: Statement
  private let remove: Statement

  init(_ database: Database, source: Int64) throws {
    self.source = source
    set = try database.cachedStatement(
      sql: """
        INSERT INTO ratings (track_id, rating, is_favorite, source_id) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET rating = excluded.rating, is_favorite = excluded.is_favorite,
            updated_at = excluded.updated_at
          WHERE ratings.source_id = excluded.source_id
        """)
    remove = try database.cachedStatement(sql: "DELETE FROM ratings WHERE track_id = ? AND source_id = ?")
  }

  func write(_ track: ServerTrack, of id: Int64, isNew: Bool) throws {
    if track.rating != nil || track.isFavorite == true {
      try set.execute(arguments: [id, track.rating, track.isFavorite ?? false, source])
    } else if !isNew {
      try remove.execute(arguments: [id, source])
    }
  }
}
