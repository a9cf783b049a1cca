import GRDB
import Model

extension Source.ID {
  /// How many tracks the source has; each change of `track_sources` keeps the number.
  func trackCount(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT track_count FROM sources WHERE id = ?", arguments: [rawValue])
      ?? 0
  }

  /// The condition that the source has the track `t`. What is unavailable it has no longer.
  var hasTrack: String {
    // The place of what is here is in every index that a list is read from.
    self == Source.localID
      ? "+t.place_id = 1"
      : """
      EXISTS (SELECT 1 FROM track_sources s
        WHERE s.track_id = t.id AND s.source_id = \(rawValue) AND s.status <> 'unavailable')
      """
  }

  /// Whether a list need not be searched for the tracks of this source.
  func hasEveryTrack(_ database: Database) throws -> Bool {
    try trackCount(database) == PlaceSelection(database).trackCount
  }
}
