import GRDB
public import Model

extension LibraryStore {
  /// - Returns: `nil` where no queue was ever saved.
  public func savedQueue() async throws(LibraryError) -> SavedQueue? {
    try await read("read the saved queue") { database in
      let state = try Row.fetchOne(
        database,
        sql: "SELECT current_entry_id, position, loop_status, shuffle, next_entry_id FROM queue_state")
      guard let state else { return nil }
      var entries: [QueueEntry] = []
      var order: [(place: Int, id: QueueEntry.ID)] = []
      let rows = try Row.fetchCursor(
        database, sql: "SELECT entry_id, play_position, uri FROM queue_entries ORDER BY position")
      while let row = try rows.next() {
        guard let item = try Self.item(row.value(at: 2)) else { continue }
        let id = try QueueEntry.ID(rawValue: row.value(at: 0))
        entries.append(QueueEntry(id: id, item: item))
        if let place: Int = try row.value(at: 1) { order.append((place, id)) }
      }
      let queue = try PlayQueue(
        entries: entries, order: order.sorted { $0.place < $1.place }.map(\.id),
        current: (state.value(at: 0) as Int64?).map(QueueEntry.ID.init),
        loop: LoopStatus(rawValue: state.value(at: 2)) ?? .none,
        isShuffled: state.value(at: 3), nextEntryID: state.value(at: 4))
      return try SavedQueue(queue: queue, position: MediaTime(microseconds: state.value(at: 1)))
    }
  }

  /// Saves the whole queue in the place of the one before.
  public func save(_ saved: SavedQueue) async throws(LibraryError) {
    try await write("save the queue") { database in
      let queue = saved.queue
      try database.execute(
        sql: """
          INSERT INTO queue_state (id, current_entry_id, position, loop_status, shuffle, next_entry_id)
            VALUES (1, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET current_entry_id = excluded.current_entry_id, position = excluded.position,
              loop_status = excluded.loop_status, shuffle = excluded.shuffle,
              next_entry_id = excluded.next_entry_id
          """,
        arguments: [
          queue.current?.id.rawValue, max(0, saved.position.microseconds), queue.loop.rawValue,
          queue.isShuffled,
          queue.nextEntryID,
        ])
      try Self.writeEntries(of: queue, database)
    }
  }

  /// Saves only where playback stands: the cheap write for a pause, a seek, a change of tracks.
  ///
  /// Before a queue was saved as a whole there is nothing to stand in, and nothing is written.
  public func savePosition(_ position: MediaTime, in entry: QueueEntry.ID?) async throws(LibraryError) {
    try await write("save the position") { database in
      try database.execute(
        sql: "UPDATE queue_state SET current_entry_id = ?, position = ?",
        arguments: [entry?.rawValue, max(0, position.microseconds)])
    }
  }

  private static func writeEntries(of queue: PlayQueue, _ database: Database) throws {
    try database.execute(sql: "DELETE FROM queue_entries")
    var places: [QueueEntry.ID: Int] = [:]
    if queue.isShuffled {
      for (place, entry) in queue.order.enumerated() { places[entry.id] = place }
    }
    // A track that is gone meanwhile leaves its entry with the URI alone.
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO queue_entries (position, entry_id, play_position, uri, track_id)
          VALUES (?, ?, ?, ?, (SELECT id FROM tracks WHERE id = ?))
        """)
    for (position, entry) in queue.entries.enumerated() {
      let track: Int64? = if case .track(let id) = entry.item { id.rawValue } else { nil }
      try insert.execute(arguments: [
        position, entry.id.rawValue, places[entry.id], entry.uri.description, track,
      ])
    }
  }

  private static func item(_ uri: String) -> QueueEntry.Item? {
    switch PlayableURI(uri) {
    case .track(let id): .track(id)
    case .file(let path): .file(path: path)
    case .web(let url): .web(url: url)
    default: nil
    }
  }
}
