import GRDB
import Model

extension LibraryStore {
  /// The syncs that have failed, by their sources.
  public func queuedSyncs() async throws(LibraryError) -> [QueuedSync] {
    try await read("list failed syncs") { database in
      try database.cachedStatement(
        sql: """
          SELECT source_id, retry_count, coalesce(last_error, ''), CASE WHEN failed_at IS NULL THEN next_attempt_at END
          FROM sync_queue WHERE operation = 'sync' ORDER BY source_id
          """
      ).allRows { row in
        try QueuedSync(
          source: Source.ID(rawValue: row.value(at: 0)), retryCount: row.value(at: 1),
          lastError: row.value(at: 2),
          nextAttempt: row.value(at: 3))
      }
    }
  }

  /// Keeps a failed sync, in the place of what was known of the source's last one, and shows its error.
  public func queue(_ sync: QueuedSync) async throws(LibraryError) {
    try await changeSources("keep a failed sync") { database in
      try Self.requireServer(sync.source, "is not synced", database)
      try database.execute(
        sql: """
          INSERT INTO sync_queue (source_id, operation, payload, retry_count, last_error, next_attempt_at, failed_at)
            VALUES (?1, 'sync', '', ?2, ?3, ?4, CASE WHEN ?4 IS NULL THEN unixepoch() END)
            ON CONFLICT (source_id) WHERE operation = 'sync' DO UPDATE SET retry_count = excluded.retry_count,
              last_error = excluded.last_error, next_attempt_at = excluded.next_attempt_at,
              failed_at = excluded.failed_at
          """, arguments: [sync.source.rawValue, sync.retryCount, sync.lastError, sync.nextAttempt])
      try database.execute(
        sql: "UPDATE sources SET last_error = ? WHERE id = ?",
        arguments: [sync.lastError, sync.source.rawValue])
    }
  }
}
