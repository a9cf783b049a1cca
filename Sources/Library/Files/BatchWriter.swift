import Foundation
import GRDB

/// Writes one batch of a scan inside a transaction.
struct BatchWriter {
  private let database: Database
  private var files: FileRows
  private let now: Int64

  init(_ database: Database) throws {
    self.database = database
    files = try FileRows(database)
    now = Int64(Date().timeIntervalSince1970)
  }

  mutating func write(_ batch: ScanBatch) throws -> ScanOutcome {
    var outcome = ScanOutcome()
    outcome.unavailable = try files.setGone(batch.vanished)
    outcome.returned = try files.setReturned(batch.returned)
    guard !batch.scanned.isEmpty else { return outcome }

    let vanished = Set(batch.vanished)
    var matching = FileMatching(files)
    let matches = try matching.matches(batch.scanned)
    // Their paths are free before others take them.
    for row in matching.displaced.values { try files.clearPath(of: row) }
    outcome.unavailable += matching.lost.count

    var tracks = try TrackWriter(database, now: now)
    var recordings = try SameRecordings(database)
    for (file, match) in zip(batch.scanned, matches) {
      switch match {
      case .new:
        let description = TrackDescription(file)
        if let synced = try recordings.take(file.tags) {
          try tracks.update(synced, to: description)
          files.insert(file, track: synced, now: now)
        } else {
          try files.insert(file, track: tracks.insert(description, origin: 1, place: 1), now: now)
        }
        outcome.added += 1
      case .same(let row):
        try files.update(row, to: file, now: now)
        try tracks.update(row.trackID, to: TrackDescription(file))
        try recordings.join(row.trackID, file.tags, &tracks)
        outcome.updated += 1
      case .renamed(let row):
        try files.update(row, to: file, now: now)
        try tracks.update(row.trackID, to: TrackDescription(file))
        try recordings.join(row.trackID, file.tags, &tracks)
        outcome.renamed += 1
        if let path = row.path, vanished.contains(path) { outcome.unavailable -= 1 }
      }
    }
    try tracks.flush()
    try files.flush()
    try tracks.finish()
    return outcome
  }
}
