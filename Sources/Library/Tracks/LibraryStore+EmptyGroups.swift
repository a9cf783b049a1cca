import GRDB

extension LibraryStore {
  /// Albums and artists without tracks disappear; their ids are not used again.
  static func removeEmptyGroups(_ database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM albums WHERE track_count = 0;
        DELETE FROM artists WHERE track_count = 0 AND album_count = 0;
        """)
  }
}
