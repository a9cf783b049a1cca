import Foundation
import GRDB
import Model

/// Writes one batch of a sync inside a transaction.
struct SyncWriter {
  private let database: Database
  private let source: Int64
  private let state: SyncState
  private let now: Int64
  private var rows: ServerRows
  private var tracks: TrackWriter
  private var matching: TrackMatching?
  private var covers: ServerCovers
  private let ratings: RatingWriter
  private let ownership: TagOwnership
  private let merger: TrackMerger
  private let setFingerprint: Statement
  private let place: Int64
  private var newRatings: [(ServerTrack, Int64)] = []
  private var outcome = SyncOutcome()

  init(_ database: Database, source: Int64, state: SyncState, now: Int64) throws {
    self.database = database
    self.source = source
    self.state = state
    self.now = now
    rows = try ServerRows(database, source: source, generation: state.generation, now: now)
    tracks = try TrackWriter(database, now: now)
    matching = try TrackMatching(database, source: source)
    covers = try ServerCovers(database, source: source)
    ratings = try RatingWriter(database, source: source)
    ownership = try TagOwnership(database, source: source)
    merger = TrackMerger(database)
    setFingerprint = try database.cachedStatement(sql: "UPDATE tracks SET fingerprint = ? WHERE id = ?")
    place = try Self.place(of: source, database)
  }

  /// - Throws: `CancellationError` once `isCancelled` says so.
  mutating func write(_ batch: SyncBatch, isCancelled: () -> Bool) throws -> SyncOutcome {
    if !batch.deleted.isEmpty {
      let gone = try batch.deleted.compactMap { try rows.row(of: $0)?.id }
      let albums = try RowDeletion(database, source: source).delete(gone)
      for album in albums { tracks.touch(album: album) }
      outcome.deleted = gone.count
      // What was deleted may come again in this batch, under another id.
      rows = try ServerRows(database, source: source, generation: state.generation, now: now)
    }
    var seen: [Int64] = []
    let told = Self.withoutRepeats(batch.tracks)
    for (track, known) in zip(told, try rows.rows(of: told.map(\.id))) {
      guard !isCancelled() else { throw CancellationError() }
      let digest = RowDigest.of(track)
      if let row = known {
        if row.digest == digest {
          outcome.unchanged += 1
          if row.generation != state.generation, state.phase != .complete { seen.append(row.id) }
        } else {
          try update(row, to: track, digest: digest)
        }
      } else if let row = try rows.orphan(of: track) {
        try update(row, to: track, digest: digest)
      } else {
        try add(track, digest: digest)
      }
    }
    try flush()
    try rows.markSeen(seen)
    for (track, id) in newRatings { try ratings.write(track, of: id, isNew: true) }
    if !outcome.isEmpty { try tracks.finish() }
    return outcome
  }

  private mutating func flush() throws {
    try tracks.flush()
    try rows.flush()
  }

  private mutating func add(_ track: ServerTrack, digest: Int64) throws {
    outcome.added += 1
    let id: Int64
    if let match = try match(track) {
      id = match
      if let fingerprint = track.fingerprint { try setFingerprint.execute(arguments: [fingerprint, id]) }
    } else {
      let description = TrackDescription(track, cover: try covers.id(of: track.coverHash))
      id = try tracks.insert(description, origin: source, place: place, fingerprint: track.fingerprint)
    }
    rows.insert(track, digest: digest, of: id)
    // While the tracks' pages are still in memory: the row's triggers look at the track.
    if rows.isFull { try flush() }
    if track.rating != nil || track.isFavorite == true { newRatings.append((track, id)) }
  }

  private mutating func update(_ row: ServerRow, to track: ServerTrack, digest: Int64) throws {
    outcome.updated += 1
    try rows.update(row, to: track, digest: digest)
    if try ownership.take(row.track) {
      let description = TrackDescription(track, cover: try covers.id(of: track.coverHash))
      try tracks.update(row.track, to: description)
      try setFingerprint.execute(arguments: [track.fingerprint, row.track])
    }
    try ratings.write(track, of: row.track, isNew: false)
    if let match = try match(track, except: row.track), let merged = try merger.merge(match, row.track) {
      if let album = merged.left { tracks.touch(album: album) }
    }
  }

  private mutating func match(_ track: ServerTrack, except own: Int64? = nil) throws -> Int64? {
    try matching?.track(
      sha256: track.sha256.map { Data($0) }, recording: track.tags.musicBrainzRecordingID,
      album: track.tags.album, except: own)
  }

  /// Of several with the same id the last one, at its place.
  private static func withoutRepeats(_ tracks: [ServerTrack]) -> [ServerTrack] {
    var last: [String: Int] = [:]
    last.reserveCapacity(tracks.count)
    for (index, track) in tracks.enumerated() { last[track.id] = index }
    guard last.count < tracks.count else { return tracks }
    return tracks.enumerated().filter { last[$1.id] == $0 }.map(\.element)
  }

  /// The place of tracks that this server alone has.
  private static func place(of source: Int64, _ database: Database) throws -> Int64 {
    try database.execute(
      sql: "INSERT INTO places (kind, servers) VALUES ('stream', ?) ON CONFLICT DO NOTHING",
      arguments: [String(source)])
    let id = try Int64.fetchOne(
      database, sql: "SELECT id FROM places WHERE kind = 'stream' AND servers = ?",
      arguments: [String(source)])
    return id ?? 0
  }
}
