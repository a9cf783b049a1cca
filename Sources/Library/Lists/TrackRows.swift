import GRDB
import Model

/// Reads tracks by their ids with two statements that are prepared once: a page is up to a thousand of them.
struct TrackRows {
  private let track: Statement
  private let availabilities: Statement
  private let online: OnlineSources
  private let coversDirectory: String

  init(_ database: Database, coversDirectory: String) throws {
    track = try database.cachedStatement(
      sql: """
        SELECT t.id, t.title, t.artists, t.album_artists, t.album_id, t.album, t.track_number, t.disc_number,
          t.year, t.genres, t.composers, t.duration, c.hash || '.' || c.extension, t.musicbrainz_recording_id,
          r.rating, coalesce(r.is_favorite, 0), t.play_count, t.last_played,
          t.track_gain, t.track_peak, t.album_gain, t.album_peak
        FROM tracks t LEFT JOIN covers c ON c.id = t.cover_id LEFT JOIN ratings r ON r.track_id = t.id
        WHERE t.id = ?
        """)
    availabilities = try database.cachedStatement(
      sql: """
        SELECT source_id, status, local_file_path, server_file_id FROM track_sources WHERE track_id = ?
        ORDER BY source_id
        """)
    online = try OnlineSources(database)
    self.coversDirectory = coversDirectory
  }

  /// The tracks in the order of their ids; an id that is none is left out.
  func tracks(_ ids: [Int64]) throws -> [Track] {
    try ids.compactMap(track)
  }

  private func track(_ id: Int64) throws -> Track? {
    let rows = try Row.fetchCursor(track, arguments: [id])
    // A cursor that goes resets its statement, and with it the row.
    return try withExtendedLifetime(rows) { try rows.next().map { try track($0, id: id) } }
  }

  private func track(_ row: Row, id: Int64) throws -> Track {
    var track = Track(id: Track.ID(rawValue: id), title: row[1])
    track.artists = NameList.names(row[2])
    track.albumArtists = NameList.names(row[3])
    track.albumID = (row[4] as Int64?).map(Album.ID.init)
    track.album = row[5]
    track.trackNumber = row[6]
    track.discNumber = row[7]
    track.year = row[8]
    track.genres = NameList.names(row[9])
    track.composers = NameList.names(row[10])
    track.duration = (row[11] as Int64?).map(MediaTime.init)
    track.coverPath = (row[12] as String?).map { "\(coversDirectory)/\($0)" }
    track.musicBrainzRecordingID = row[13]
    track.rating = row[14]
    track.isFavorite = row[15]
    track.playCount = row[16]
    track.lastPlayed = row[17]
    track.replayGain = ReplayGain(
      trackGain: row[18], trackPeak: row[19], albumGain: row[20], albumPeak: row[21])
    track.availabilities = try availabilities(id)
    track.badge = online.badge(track.availabilities)
    return track
  }

  private func availabilities(_ id: Int64) throws -> [Availability] {
    var found: [Availability] = []
    let rows = try Row.fetchCursor(availabilities, arguments: [id])
    while let row = try rows.next() {
      guard let status = Availability.Status(rawValue: row[1]) else { continue }
      found.append(
        Availability(
          source: Source.ID(rawValue: row[0]), status: status, path: row[2], serverFileID: row[3]))
    }
    return found
  }
}
