import Foundation
import GRDB
public import Model

extension LibraryStore {
  /// So many rows at most belong into one batch: more would take memory and let other writers wait, fewer cost a
  /// commit each.
  public static let syncBatchLimit = 10_000
  private static let sweepStep = 5_000
  /// After so many changes the write-ahead log is long, which costs time at the next start.
  static let longSync = 5_000

  /// How far the sync of a source's tracks is: where it goes on after a kill.
  public func syncState(of source: Source.ID) async throws(LibraryError) -> SyncState {
    try await read("read how far a sync is") { try SyncStateRow($0, source: source.rawValue).state }
  }

  /// Lets the next batch begin a full sync: its end takes out what none of its batches has named.
  ///
  /// Ids, history, ratings and cached copies stay as they are.
  @discardableResult
  public func beginFullSync(of source: Source.ID) async throws(LibraryError) -> SyncState {
    try await write("begin a sync") { database in
      try Self.requireServer(source, "is not synced", database)
      var row = try SyncStateRow(database, source: source.rawValue)
      row.change { state in
        state = SyncState(generation: state.generation + 1, totalItems: state.totalItems)
      }
      try row.save(database, now: Self.now)
      return row.state
    }
  }

  /// Writes what a server told, and the cursor after it, in one transaction.
  ///
  /// What is as it was is not written again, and a batch that says nothing new writes nothing at all.
  /// - Throws: `notFound` where the source was removed meanwhile, `cancelled` where nothing was written because the task
  ///   was cancelled.
  @discardableResult
  public func apply(_ batch: SyncBatch, to source: Source.ID) async throws(LibraryError) -> SyncOutcome {
    let (outcome, totals) = try await writeUnlessCancelled("save what a server told") {
      database, isCancelled in
      try Self.requireServer(source, "is not synced", database)
      let now = Self.now
      var row = try SyncStateRow(database, source: source.rawValue)
      var outcome = SyncOutcome()
      if !batch.tracks.isEmpty || !batch.deleted.isEmpty {
        var writer = try SyncWriter(database, source: source.rawValue, state: row.state, now: now)
        outcome = try writer.write(batch, isCancelled: isCancelled)
      }
      row.change { state in
        state.cursor = batch.cursor
        if let total = batch.total { state.totalItems = total }
        if state.phase == .full {
          state.syncedItems += batch.tracks.count
          if batch.isLast { state.phase = .sweep }
        }
      }
      try row.save(database, now: now)
      return (outcome, outcome.isEmpty ? nil : try LibraryTotals(database))
    }
    if let totals { announcements.send(.tracks(totals)) }
    return outcome
  }

  /// Ends a full sync of which all batches are written: takes out what it has not seen. Of any other sync it does
  /// nothing.
  /// - Returns: how many tracks the server no longer has.
  @discardableResult
  public func endFullSync(of source: Source.ID) async throws(LibraryError) -> Int {
    let state = try await syncState(of: source)
    guard state.phase == .sweep else { return 0 }
    let removed = try await sweep(source, generation: state.generation)
    try await write("end a sync") { database in
      var row = try SyncStateRow(database, source: source.rawValue)
      row.change { $0.phase = .complete }
      try row.save(database, now: Self.now)
    }
    return removed
  }

  /// Keeps that all of a source is synced now, and forgets what failed before.
  /// - Parameter changes: what the sync has changed: after many changes the write-ahead log is moved into the file.
  public func finishSync(of source: Source.ID, changes: Int) async throws(LibraryError) {
    try await changeSources("end a sync") { database in
      try database.execute(
        sql: "UPDATE sources SET last_sync_at = ?, last_error = NULL WHERE id = ? AND removed_at IS NULL",
        arguments: [Self.now, source.rawValue])
      try database.execute(
        sql: "DELETE FROM sync_queue WHERE source_id = ? AND operation = 'sync'", arguments: [source.rawValue]
      )
    }
    if changes >= Self.longSync { try await truncateLog() }
  }

  /// Takes out the rows of a source that the full sync of this generation has not seen.
  private func sweep(_ source: Source.ID, generation: Int64) async throws(LibraryError) -> Int {
    try await removeRows(of: source) { database, last in
      try Int64.fetchAll(
        database,
        sql: """
          SELECT id FROM track_sources NOT INDEXED
          WHERE id > ? AND source_id = ? AND sync_generation <> ? AND server_file_id IS NOT NULL
          ORDER BY id LIMIT \(Self.sweepStep)
          """, arguments: [last, source.rawValue, generation])
    }
  }

  /// Takes out rows a step at a time, each in a transaction of its own; a kill leaves the rest for the next time, and so
  /// does the cancellation of the task.
  /// - Parameter next: the next rows after an id; none = the end.
  func removeRows(
    of source: Source.ID, next: @escaping @Sendable (Database, Int64) throws -> [Int64]
  ) async throws(LibraryError) -> Int {
    var removed = 0
    var last: Int64 = 0
    while true {
      guard !Task.isCancelled else { throw .cancelled }
      let after = last
      let step: (count: Int, last: Int64, totals: LibraryTotals)? = try await write(
        "take out what a server no longer has"
      ) { database in
        let rows = try next(database, after)
        guard let last = rows.last else { return nil }
        let albums = try RowDeletion(database, source: source.rawValue).delete(rows)
        var tracks = try TrackWriter(database, now: Self.now)
        for album in albums { tracks.touch(album: album) }
        try tracks.finish()
        return (rows.count, last, try LibraryTotals(database))
      }
      guard let step else { return removed }
      last = step.last
      removed += step.count
      announcements.send(.tracks(step.totals))
    }
  }

  /// Moves the write-ahead log into the file; where readers are in the way the next long sync does.
  func truncateLog() async throws(LibraryError) {
    try enter("empty the log")
    defer { gate.leave() }
    let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
      pool.asyncWriteWithoutTransaction { database in
        continuation.resume(
          returning: Result { _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") })
      }
    }
    do {
      try result.get()
    } catch {
      throw LibraryError(error, path: path, action: "empty the log")
    }
  }

  static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}
