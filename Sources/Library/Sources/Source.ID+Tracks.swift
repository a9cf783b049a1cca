import GRDB
import Model

extension Source.ID {
  /// The tracks that the source knows; each change of `track_sources` keeps the number.
  func trackCount(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT track_count FROM sources WHERE id = ?", arguments: [rawValue])
      ?? 0
  }

  /// Whether a list need not be searched for the tracks of this source.
  func hasEveryTrack(_ database: Database) throws -> Bool {
    try trackCount(database) == PlaceSelection(database).trackCount
  }
}
