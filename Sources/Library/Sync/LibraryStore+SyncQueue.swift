import GRDB
public import Model

extension LibraryStore {
  /// The `payload` of a sync that the keyring held up; that of any other is empty.
  private static let keyringPayload = "keyring"

  /// The syncs that have failed, by their sources.
  public func queuedSyncs() async throws(LibraryError) -> [QueuedSync] {
    try await read("list failed syncs") { database in
      try database.cachedStatement(
        sql: """
          SELECT source_id, retry_count, coalesce(last_error, ''), CASE WHEN failed_at IS NULL THEN next_attempt_at END,
            payload = '\(Self.keyringPayload)'
          FROM sync_queue WHERE operation = 'sync' ORDER BY source_id
          """
      ).allRows { row in
        try QueuedSync(
          source: Source.ID(rawValue: row.value(at: 0)), retryCount: row.value(at: 1),
          lastError: row.value(at: 2), nextAttempt: row.value(at: 3), waitsForKeyring: row.value(at: 4))
      }
    }
  }

  /// The servers of which not everything was ever read: of some, nothing at all.
  public func unfinishedSyncs() async throws(LibraryError) -> [Source.ID] {
    try await read("list unfinished syncs") { database in
      try database.cachedStatement(
        sql: """
          SELECT s.id FROM sources s
            LEFT JOIN sync_state t ON t.source_id = s.id AND t.entity_type = '\(SyncStateRow.entity)'
          WHERE s.id <> 1 AND s.removed_at IS NULL
            AND (s.last_sync_at IS NULL OR (t.generation > 0 AND t.phase <> 'complete'))
          ORDER BY s.id
          """
      ).allRows { try Source.ID(rawValue: $0.value(at: 0)) }
    }
  }

  /// Keeps a failed sync, in the place of what was known of the source's last one, and shows its error.
  public func queue(_ sync: QueuedSync) async throws(LibraryError) {
    try await changeSources("keep a failed sync") { database in
      try Self.requireServer(sync.source, "is not synced", database)
      try database.execute(
        sql: """
          INSERT INTO sync_queue (source_id, operation, payload, retry_count, last_error, next_attempt_at, failed_at)
            VALUES (?1, 'sync', ?5, ?2, ?3, ?4, CASE WHEN ?4 IS NULL THEN unixepoch() END)
            ON CONFLICT (source_id) WHERE operation = 'sync' DO UPDATE SET payload = excluded.payload,
              retry_count = excluded.retry_count, last_error = excluded.last_error, next_attempt_at = excluded.next_attempt_at,
              failed_at = excluded.failed_at
          """,
        arguments: [
          sync.source.rawValue, sync.retryCount, sync.lastError, sync.nextAttempt,
          sync.waitsForKeyring ? Self.keyringPayload : "",
        ])
      try database.execute(
        sql: "UPDATE sources SET last_error = ? WHERE id = ?",
        arguments: [sync.lastError, sync.source.rawValue])
    }
  }
}
