import Foundation
import GRDB
import Model

/// Joins the files of this device with what servers have of the same recordings (DESIGN §5).
struct SameRecordings {
  private let database: Database
  private var matching: TrackMatching?
  private let setOrigin: Statement

  init(_ database: Database) throws {
    self.database = database
    matching = try TrackMatching(database, source: 1)
    setOrigin = try database.cachedStatement(sql: "UPDATE tracks SET origin_source_id = 1 WHERE id = ?")
  }

  /// - Returns: the track of a server that a new file is; it has this device's tags from now on.
  mutating func take(_ tags: TrackTags) throws -> Int64? {
    let found = try matching?.track(
      sha256: nil, recording: tags.musicBrainzRecordingID, album: tags.album)
    guard let found else { return nil }
    try setOrigin.execute(arguments: [found])
    return found
  }

  /// Makes a server's track that a file's new tags name the file's track.
  mutating func join(_ track: Int64, _ tags: TrackTags, _ tracks: inout TrackWriter) throws {
    let found = try matching?.track(
      sha256: nil, recording: tags.musicBrainzRecordingID, album: tags.album, except: track)
    guard let found, let merged = try TrackMerger(database).merge(track, found) else { return }
    if let album = merged.left { tracks.touch(album: album) }
  }

  /// Makes a server's track with the hash of a file that was read as a whole the file's track.
  /// - Parameter row: the file's row of `track_sources`.
  /// - Returns: whether there was one.
  mutating func join(fileWith sha256: Data, row: Int64) throws -> Bool {
    guard let found = try matching?.track(sha256: sha256, recording: nil, album: nil) else { return false }
    let track = try Int64.fetchOne(
      database, sql: "SELECT track_id FROM track_sources WHERE id = ?", arguments: [row])
    guard let track, let merged = try TrackMerger(database).merge(track, found) else { return false }
    var tracks = try TrackWriter(database, now: LibraryStore.now)
    if let album = merged.left { tracks.touch(album: album) }
    try tracks.finish()
    return true
  }
}
