import GRDB
public import Model

extension LibraryStore {
  /// Rows in a transaction: a tenth of a second, so that nobody who writes, or ends the player, waits for long.
  private static let removalStep = 1_000

  /// Removes a server: it is gone for everybody at once. Its rows follow with `finishRemoval`.
  ///
  /// A track that is elsewhere too stays; one that is nowhere else goes with all that is known of it.
  /// - Parameters:
  ///   - keepFiles: the copies in the cache become files of this device and their tracks stay. Without it
  ///     the cache's folder `tracks/{source}` holds nothing that the library knows any more.
  ///   - settings: are kept in the same transaction.
  /// - Throws: `conflict` for this device, which is never removed; `notFound`.
  public func removeSource(
    _ id: Source.ID, keepFiles: Bool, settings: [Setting: String] = [:]
  ) async throws(LibraryError) {
    try await changeSources("remove a source") { database in
      try Self.requireServer(id, "can't be removed", database)
      try database.execute(
        sql: """
          UPDATE sources SET removed_at = unixepoch(), is_active = 0, is_online = 0 WHERE id = ?1;
          """, arguments: [id.rawValue])
      for table in ["playlists", "sync_state", "sync_queue", "server_covers"] {
        try database.execute(sql: "DELETE FROM \(table) WHERE source_id = ?", arguments: [id.rawValue])
      }
      if keepFiles { try Self.keepFiles(of: id, database) }
      for (key, value) in settings { try Self.set(value, for: key, database) }
    }
  }

  /// Goes on with the removals that the end of the program broke off.
  public func resumeRemovals() async throws(LibraryError) {
    let ids = try await read("list sources to remove") { database in
      try Int64.fetchAll(database, sql: "SELECT id FROM sources WHERE removed_at IS NOT NULL")
    }
    for id in ids { try await finishRemoval(of: Source.ID(rawValue: id)) }
  }

  /// Takes out the rows of a source that was removed, in steps between which others can write. A kill leaves the rest
  /// for `resumeRemovals`, and so does `prepareToClose`; the cancellation of the task does nothing.
  /// - Throws: `cancelled` after `prepareToClose`.
  public func finishRemoval(of id: Source.ID) async throws(LibraryError) {
    var removed = 0
    var isDone = false
    while !isDone {
      guard !gate.isClosing else { throw .cancelled }
      let (count, totals) = try await write("remove a source's tracks") { database in
        let rows = try Int64.fetchAll(
          database, sql: "SELECT id FROM track_sources WHERE source_id = ? LIMIT \(Self.removalStep)",
          arguments: [id.rawValue])
        try RowDeletion(database, source: id.rawValue).deleteAll(rows)
        try LibraryStore.removeEmptyGroups(database)
        if rows.count < Self.removalStep { try Self.forgetRemoved(id, database) }
        return (rows.count, try LibraryTotals(database))
      }
      removed += count
      isDone = count < Self.removalStep
      announcements.send(.tracks(totals))
    }
    announcements.send(.tracksRemoved)
    if removed >= Self.longSync { try await truncateLog() }
  }

  private static func forgetRemoved(_ id: Source.ID, _ database: Database) throws {
    try database.execute(sql: "DELETE FROM places WHERE kind = 'stream' AND track_count = 0")
    try database.execute(
      sql: "UPDATE tracks SET origin_source_id = 1 WHERE origin_source_id = ?", arguments: [id.rawValue])
    try database.execute(sql: "DELETE FROM sources WHERE id = ?", arguments: [id.rawValue])
  }

  /// Where this device has the track already, its file stays the track's.
  private static func keepFiles(of id: Source.ID, _ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE track_sources SET source_id = 1, status = 'local_file', server_file_id = NULL, row_digest = NULL
        WHERE source_id = ? AND status = 'cached' AND NOT EXISTS (
          SELECT 1 FROM track_sources o WHERE o.track_id = track_sources.track_id AND o.source_id = 1)
        """, arguments: [id.rawValue])
    try database.execute(
      sql: """
        UPDATE tracks SET origin_source_id = 1 WHERE origin_source_id = ? AND EXISTS (
          SELECT 1 FROM track_sources WHERE track_id = tracks.id AND source_id = 1)
        """, arguments: [id.rawValue])
  }
}
