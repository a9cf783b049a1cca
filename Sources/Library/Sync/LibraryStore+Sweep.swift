import GRDB
public import Model

/// The sync of a server that knows no changes: all of its tracks are put aside first, and written once the sweep is
/// whole. One that breaks off changes nothing.
extension LibraryStore {
  /// Forgets what an earlier sweep of the source has put aside.
  public func beginSweep(of source: Source.ID) async throws(LibraryError) {
    try await write("begin a sync") { database in
      try Self.requireServer(source, "is not synced", database)
      try StagedTracks(database, source: source.rawValue).clear()
    }
  }

  /// Puts a page aside.
  public func stage(_ tracks: [ServerTrack], of source: Source.ID) async throws(LibraryError) {
    try await write("put a page aside") { database in
      try StagedTracks(database, source: source.rawValue).add(tracks)
    }
  }

  /// Writes a whole sweep: what it changes, in batches between which others can write, then what it no longer names.
  /// When the task is cancelled it takes back the batch that it writes, as a kill would.
  /// - Parameter progress: is told how many of the changes are written.
  public func commitSweep(
    of source: Source.ID, progress: @Sendable (Int) -> Void = { _ in }
  ) async throws(LibraryError) -> SyncOutcome {
    var outcome = SyncOutcome()
    var last: Int64 = 0
    var isDone = false
    while !isDone {
      guard !Task.isCancelled else { throw .cancelled }
      let after = last
      let (part, end, count, totals) = try await writeUnlessCancelled("save what a server told") {
        database, isCancelled in
        try Self.requireServer(source, "is not synced", database)
        let (tracks, end) = try StagedTracks(database, source: source.rawValue)
          .changed(after: after, limit: Self.syncBatchLimit)
        guard !tracks.isEmpty else { return (SyncOutcome(), end, 0, LibraryTotals?.none) }
        let state = try SyncStateRow(database, source: source.rawValue).state
        var writer = try SyncWriter(database, source: source.rawValue, state: state, now: Self.now)
        let part = try writer.write(SyncBatch(tracks: tracks, isLast: false), isCancelled: isCancelled)
        return (part, end, tracks.count, try LibraryTotals(database))
      }
      outcome += part
      last = end
      isDone = count < Self.syncBatchLimit
      progress(outcome.added + outcome.updated)
      if let totals { announcements.send(.tracks(totals)) }
    }
    outcome.deleted = try await removeUnnamed(of: source)
    outcome.unchanged = try await endSweep(of: source) - outcome.added - outcome.updated
    return outcome
  }

  private func removeUnnamed(of source: Source.ID) async throws(LibraryError) -> Int {
    try await removeRows(of: source) { database, last in
      try StagedTracks(database, source: source.rawValue).unnamed(after: last, limit: 5_000)
    }
  }

  /// - Returns: how many tracks the sweep has named.
  private func endSweep(of source: Source.ID) async throws(LibraryError) -> Int {
    try await write("end a sync") { database in
      let staged = try StagedTracks(database, source: source.rawValue)
      let count = try staged.count()
      var row = try SyncStateRow(database, source: source.rawValue)
      row.change { state in
        state.totalItems = count
        state.syncedItems = count
      }
      try row.save(database, now: Self.now)
      try staged.clear()
      return count
    }
  }
}
