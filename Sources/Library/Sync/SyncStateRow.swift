import GRDB

/// The row of `sync_state` for a source's tracks, inside of a transaction.
struct SyncStateRow {
  static let entity = "tracks"

  let source: Int64
  private(set) var state: SyncState
  private let saved: SyncState?

  init(_ database: Database, source: Int64) throws {
    self.source = source
    let statement = try database.cachedStatement(
      sql: """
        SELECT phase, last_sync_cursor, generation, total_items, synced_items FROM sync_state
        WHERE source_id = ? AND entity_type = '\(Self.entity)'
        """)
    saved = try statement.firstRow([source]) { row in
      var state = SyncState()
      state.phase = try SyncState.Phase(rawValue: row.value(at: 0)) ?? .full
      state.cursor = try row.value(at: 1)
      state.generation = try row.value(at: 2)
      state.totalItems = try row.value(at: 3)
      state.syncedItems = try row.value(at: 4)
      return state
    }
    state = saved ?? SyncState()
  }

  mutating func change(_ body: (inout SyncState) -> Void) {
    body(&state)
  }

  /// Writes nothing where nothing is another than before.
  func save(_ database: Database, now: Int64) throws {
    guard state != saved else { return }
    try database.cachedStatement(
      sql: """
        INSERT INTO sync_state (source_id, entity_type, last_sync_at, last_sync_cursor, total_items, synced_items,
            phase, generation)
          VALUES (?, '\(Self.entity)', ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET last_sync_at = excluded.last_sync_at,
            last_sync_cursor = excluded.last_sync_cursor, total_items = excluded.total_items,
            synced_items = excluded.synced_items, phase = excluded.phase, generation = excluded.generation
        """
    ).execute(arguments: [
      source, now, state.cursor, max(0, state.totalItems), state.syncedItems, state.phase.rawValue,
      state.generation,
    ])
  }
}
