import Foundation
import GRDB
import Model

/// The tracks of a sweep that is not whole yet, in a temporary table of the writing connection: a kill or an error
/// leaves nothing of it. What the library has as it is needs its id alone.
struct StagedTracks {
  private static let columns = [
    "source_id", "server_file_id", "is_changed", "title", "artists", "album_artists", "album", "genres",
    "composers",
    "track_number", "track_total", "disc_number", "disc_total", "year", "is_compilation", "recording",
    "release", "track_gain", "track_peak", "album_gain", "album_peak", "duration", "bitrate",
    "sample_rate", "channels", "sha256", "cover_hash", "fingerprint", "rating", "is_favorite",
  ]

  private let database: Database
  private let source: Int64

  init(_ database: Database, source: Int64) throws {
    self.database = database
    self.source = source
    try database.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS staged_tracks (\(Self.columns.joined(separator: ", ")));
        CREATE UNIQUE INDEX IF NOT EXISTS temp.staged_tracks_id ON staged_tracks (source_id, server_file_id);
        """)
  }

  func clear() throws {
    try database.execute(sql: "DELETE FROM temp.staged_tracks WHERE source_id = ?", arguments: [source])
  }

  /// Of a track that was staged before, what is said of it last counts.
  func add(_ tracks: [ServerTrack]) throws {
    let rows = try ServerRows(database, source: source, generation: 0, now: 0)
    let places = Array(repeating: "?", count: Self.columns.count).joined(separator: ", ")
    let insert = try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO temp.staged_tracks (\(Self.columns.joined(separator: ", "))) VALUES (\(places))
        """)
    for (track, row) in zip(tracks, try rows.rows(of: tracks.map(\.id))) {
      let isChanged = row?.digest != RowDigest.of(track)
      try insert.execute(arguments: StatementArguments(values(of: track, isChanged: isChanged)))
    }
  }

  func count() throws -> Int {
    try Int.fetchOne(
      database, sql: "SELECT count(*) FROM temp.staged_tracks WHERE source_id = ?", arguments: [source]) ?? 0
  }

  /// The changed tracks after a row, a batch of them.
  func changed(after row: Int64, limit: Int) throws -> (tracks: [ServerTrack], last: Int64) {
    var last = row
    let statement = try database.cachedStatement(
      sql: """
        SELECT rowid, \(Self.columns.dropFirst(3).joined(separator: ", ")), server_file_id
        FROM temp.staged_tracks WHERE rowid > ? AND source_id = ? AND is_changed ORDER BY rowid LIMIT ?
        """)
    let tracks = try statement.allRows([row, source, limit]) { row in
      last = try row.value(at: 0)
      return try Self.track(row)
    }
    return (tracks, last)
  }

  /// The rows after an id that the whole sweep has not named, a step of them.
  func unnamed(after row: Int64, limit: Int) throws -> [Int64] {
    try Int64.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id FROM track_sources NOT INDEXED
          WHERE id > ?1 AND source_id = ?2 AND server_file_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM temp.staged_tracks g
            WHERE g.source_id = ?2 AND g.server_file_id = track_sources.server_file_id)
          ORDER BY id LIMIT ?3
          """), arguments: [row, source, limit])
  }

  /// In the order of `columns`.
  private func values(of track: ServerTrack, isChanged: Bool) -> [(any DatabaseValueConvertible)?] {
    guard isChanged else {
      return [source, track.id, false] + Array(repeating: nil, count: Self.columns.count - 3)
    }
    let tags = track.tags
    return [
      source, track.id, true, tags.title, NameList.text(tags.artists), NameList.text(tags.albumArtists),
      tags.album,
      NameList.text(tags.genres), NameList.text(tags.composers), tags.trackNumber, tags.trackTotal,
      tags.discNumber, tags.discTotal, tags.year, tags.isCompilation, tags.musicBrainzRecordingID,
      tags.musicBrainzAlbumID, tags.replayGain.trackGain, tags.replayGain.trackPeak,
      tags.replayGain.albumGain,
      tags.replayGain.albumPeak, tags.duration?.microseconds, tags.bitrate, tags.sampleRate, tags.channels,
      track.sha256.map { Data($0) }, track.coverHash, track.fingerprint, track.rating, track.isFavorite,
    ]
  }

  private static func track(_ row: Row) throws -> ServerTrack {
    var tags = TrackTags()
    tags.title = try row.value(at: 1)
    tags.artists = try NameList.names(row.value(at: 2))
    tags.albumArtists = try NameList.names(row.value(at: 3))
    tags.album = try row.value(at: 4)
    tags.genres = try NameList.names(row.value(at: 5))
    tags.composers = try NameList.names(row.value(at: 6))
    tags.trackNumber = try row.value(at: 7)
    tags.trackTotal = try row.value(at: 8)
    tags.discNumber = try row.value(at: 9)
    tags.discTotal = try row.value(at: 10)
    tags.year = try row.value(at: 11)
    tags.isCompilation = try row.value(at: 12)
    tags.musicBrainzRecordingID = try row.value(at: 13)
    tags.musicBrainzAlbumID = try row.value(at: 14)
    tags.replayGain = try ReplayGain(
      trackGain: row.value(at: 15), trackPeak: row.value(at: 16), albumGain: row.value(at: 17),
      albumPeak: row.value(at: 18))
    tags.duration = try (row.value(at: 19) as Int64?).map(MediaTime.init)
    tags.bitrate = try row.value(at: 20)
    tags.sampleRate = try row.value(at: 21)
    tags.channels = try row.value(at: 22)
    var track = try ServerTrack(id: row.value(at: 27 + 1), tags: tags)
    track.sha256 = try (row.value(at: 23) as Data?).map { Array($0) }
    track.coverHash = try row.value(at: 24)
    track.fingerprint = try row.value(at: 25)
    track.rating = try row.value(at: 26)
    track.isFavorite = try row.value(at: 27)
    return track
  }
}
