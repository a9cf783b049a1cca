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
    try track.firstRow([id]) { row in
      var track = try Track(id: Track.ID(rawValue: id), title: row.value(at: 1))
      track.artists = try NameList.names(row.value(at: 2))
      track.albumArtists = try NameList.names(row.value(at: 3))
      track.albumID = try (row.value(at: 4) as Int64?).map(Album.ID.init)
      track.album = try row.value(at: 5)
      track.trackNumber = try row.value(at: 6)
      track.discNumber = try row.value(at: 7)
      track.year = try row.value(at: 8)
      track.genres = try NameList.names(row.value(at: 9))
      track.composers = try NameList.names(row.value(at: 10))
      track.duration = try (row.value(at: 11) as Int64?).map(MediaTime.init)
      track.coverPath = try (row.value(at: 12) as String?).map { "\(coversDirectory)/\($0)" }
      track.musicBrainzRecordingID = try row.value(at: 13)
      track.rating = try row.value(at: 14)
      track.isFavorite = try row.value(at: 15)
      track.playCount = try row.value(at: 16)
      track.lastPlayed = try row.value(at: 17)
      track.replayGain = try ReplayGain(
        trackGain: row.value(at: 18), trackPeak: row.value(at: 19), albumGain: row.value(at: 20),
        albumPeak: row.value(at: 21))
      track.availabilities = try availabilities(id)
      track.badge = online.badge(track.availabilities)
      return track
    }
  }

  private func availabilities(_ id: Int64) throws -> [Availability] {
    var found: [Availability] = []
    let rows = try Row.fetchCursor(availabilities, arguments: [id])
    while let row = try rows.next() {
      guard let status = try Availability.Status(rawValue: row.value(at: 1)) else { continue }
      found.append(
        try Availability(
          source: Source.ID(rawValue: row.value(at: 0)), status: status, path: row.value(at: 2),
          serverFileID: row.value(at: 3)))
    }
    return found
  }
}
