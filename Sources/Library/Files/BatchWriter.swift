import Foundation
import GRDB

/// Writes one batch of a scan inside a transaction.
struct BatchWriter {
  private let database: Database
  private let files: FileRows
  private let now: Int64

  init(_ database: Database) throws {
    self.database = database
    files = try FileRows(database)
    now = Int64(Date().timeIntervalSince1970)
  }

  func write(_ batch: ScanBatch) throws -> ScanOutcome {
    var outcome = ScanOutcome()
    for path in batch.vanished where try files.setGone(path) { outcome.unavailable += 1 }
    for path in batch.returned where try files.setReturned(path) { outcome.returned += 1 }
    guard !batch.scanned.isEmpty else { return outcome }

    let vanished = Set(batch.vanished)
    var matching = FileMatching(files)
    let matches = try matching.matches(batch.scanned)
    // Their paths are free before others take them.
    for row in matching.displaced.values { try files.clearPath(of: row) }
    outcome.unavailable += matching.lost.count

    var tracks = try TrackWriter(database, now: now)
    for (file, match) in zip(batch.scanned, matches) {
      switch match {
      case .new:
        try files.insert(file, track: tracks.insert(file), now: now)
        outcome.added += 1
      case .same(let row):
        try files.update(row, to: file, now: now)
        try tracks.update(row.trackID, to: file)
        outcome.updated += 1
      case .renamed(let row):
        try files.update(row, to: file, now: now)
        try tracks.update(row.trackID, to: file)
        outcome.renamed += 1
        if let path = row.path, vanished.contains(path) { outcome.unavailable -= 1 }
      }
    }
    try tracks.finish()
    return outcome
  }
}
