import GRDB

extension ServerStore {
  /// The numbers of the log that a cursor may have: below them deletions were forgotten, above them is nothing yet.
  public func logRange() async throws(LibraryError) -> ClosedRange<Int64> {
    try await library.read("read the log of changes") { database in
      let range = try Row.fetchOne(database, sql: "SELECT oldest, sequence FROM server_log").map { row in
        try (oldest: row.value(at: 0) as Int64, sequence: row.value(at: 1) as Int64)
      }
      guard let range, range.oldest <= range.sequence else { return 0...0 }
      return range.oldest...range.sequence
    }
  }

  /// The tracks there are, in the order of their last change.
  ///
  /// A first sync reads what was there when it began, up to `end`; what changes while it runs comes with the first
  /// changes after it. So it ends, however busy the library is.
  /// - Parameters:
  ///   - last: the number after which the page begins.
  ///   - end: the number of the log when the sync began.
  ///   - limit: tracks, > 0.
  public func tracks(
    after last: Int64, upTo end: Int64, limit: Int
  ) async throws(LibraryError) -> TrackPage {
    try await library.read("list tracks for a sync") { database in
      var list = DocumentList(capacity: limit)
      var reached = last
      let rows = try Row.fetchCursor(
        database.cachedStatement(
          sql: """
            SELECT g.sequence, \(TrackDocument.column)
            FROM server_changes g
            WHERE g.sequence > ? AND g.sequence <= ? AND g.is_deleted = 0 ORDER BY g.sequence LIMIT ?
            """), arguments: [last, end, limit])
      while let row = try rows.next() {
        reached = try row.value(at: 0)
        try list.append(row, at: 1)
      }
      let hasMore = try Bool.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT EXISTS (SELECT 1 FROM server_changes
              WHERE sequence > ? AND sequence <= ? AND is_deleted = 0)
            """), arguments: [reached, end])
      return TrackPage(tracks: list.array(), last: reached, hasMore: hasMore ?? false)
    }
  }

  /// What has changed after a number of the log: each track once, at its last change.
  public func changes(after last: Int64, limit: Int) async throws(LibraryError) -> TrackChanges {
    try await library.read("list changes for a sync") { database in
      var added = DocumentList()
      var updated = DocumentList()
      var deleted: [Int64] = []
      var reached = last
      let rows = try Row.fetchCursor(
        database.cachedStatement(
          sql: """
            SELECT g.sequence, g.track_id, g.is_deleted, g.created,
              CASE g.is_deleted WHEN 0 THEN \(TrackDocument.column) END
            FROM server_changes g
            WHERE g.sequence > ? ORDER BY g.sequence LIMIT ?
            """), arguments: [last, limit])
      while let row = try rows.next() {
        reached = try row.value(at: 0)
        if try row.value(at: 2) {
          // Also where it came since: it may have been there before that, and gone in between.
          deleted.append(try row.value(at: 1))
        } else if try (row.value(at: 3) as Int64) > last {
          try added.append(row, at: 4)
        } else {
          try updated.append(row, at: 4)
        }
      }
      let hasMore = try Bool.fetchOne(
        database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM server_changes WHERE sequence > ?)"),
        arguments: [reached])
      return TrackChanges(
        added: added.array(), updated: updated.array(), deleted: deleted, last: reached,
        hasMore: hasMore ?? false)
    }
  }
}
