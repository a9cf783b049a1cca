import GRDB

extension LibraryStore {
  /// Writes what a scan has found, in one transaction.
  ///
  /// A file at a known path keeps its track, whatever its tags have become. A file at a new path takes over the
  /// track of a file that is gone and had the same size and hash; the same inode, then the same name decide
  /// among several. Files that are all there are never taken for one. A track whose file is gone stays with
  /// all that is known of it, as unavailable.
  @discardableResult
  public func apply(_ batch: ScanBatch) async throws(LibraryError) -> ScanOutcome {
    let (outcome, totals) = try await write("save what the scan found") { database in
      var writer = try BatchWriter(database)
      let outcome = try writer.write(batch)
      return (outcome, try LibraryTotals(database))
    }
    if outcome != ScanOutcome() { announcements.send(.tracks(totals)) }
    return outcome
  }
}
