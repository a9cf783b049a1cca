import Foundation
import GRDB
import Model

/// Reads tracks by their ids, a thousand with two statements.
struct TrackRows {
  private static let idsPerStatement = 1_000

  private let track: Statement
  private let availabilities: Statement
  /// `nil` while no two tracks have become one.
  private let merged: Statement?
  private let online: OnlineSources
  private let coversDirectory: String

  /// - Parameter hashes: whether the sources' hashes of the whole files are read too, to play a track.
  init(_ database: Database, coversDirectory: String, hashes: Bool = false) throws {
    track = try database.cachedStatement(
      sql: """
        SELECT ids.key, t.title, t.artists, t.album_artists, t.album_id, t.album, t.track_number, t.disc_number,
          t.year, t.genres, t.composers, t.duration, c.hash || '.' || c.extension, t.musicbrainz_recording_id,
          r.rating, coalesce(r.is_favorite, 0), t.play_count, t.last_played,
          t.track_gain, t.track_peak, t.album_gain, t.album_peak
        FROM json_each(?) ids CROSS JOIN tracks t ON t.id = ids.value
          LEFT JOIN covers c ON c.id = t.cover_id LEFT JOIN ratings r ON r.track_id = t.id
        """)
    availabilities = try database.cachedStatement(
      sql: """
        SELECT ids.key, s.source_id, s.status, s.local_file_path, s.server_file_id,
          \(hashes ? "coalesce(s.sha256, f.sha256)" : "NULL")
        FROM json_each(?) ids CROSS JOIN track_sources s ON s.track_id = ids.value
        \(hashes ? "LEFT JOIN file_facts f ON f.track_source_id = s.id" : "")
        """)
    let hasMerged = try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM merged_tracks)"))
    merged =
      hasMerged == true
      ? try database.cachedStatement(sql: "SELECT track_id FROM merged_tracks WHERE id = ?") : nil
    online = try OnlineSources(database)
    self.coversDirectory = coversDirectory
  }

  /// The tracks in the order of their ids; an id that is none is left out. One that has become another track keeps
  /// its id here: who asks by it holds it in a queue.
  func tracks(_ ids: [Int64]) throws -> [Track] {
    var tracks: [Track] = []
    tracks.reserveCapacity(ids.count)
    for start in stride(from: 0, to: ids.count, by: Self.idsPerStatement) {
      let named = ids[start..<min(start + Self.idsPerStatement, ids.count)]
      var found = try part(named, named: named)
      if let merged, found.contains(where: { $0 == nil }) { try fill(&found, named, merged) }
      tracks += found.compactMap { $0 }
    }
    return tracks
  }

  private func fill(_ found: inout [Track?], _ ids: ArraySlice<Int64>, _ merged: Statement) throws {
    for (place, id) in zip(found.indices, ids) where found[place] == nil {
      guard let other = try Int64.fetchOne(merged, arguments: [id]) else { continue }
      found[place] = try part([other], named: [id])[0]
    }
  }

  private func part(_ ids: ArraySlice<Int64>, named: ArraySlice<Int64>) throws -> [Track?] {
    let list = JSONList.of(ids)
    let availabilities = try availabilities(list, count: ids.count)
    var tracks = [Track?](repeating: nil, count: ids.count)
    let rows = try Row.fetchCursor(track, arguments: [list])
    while let row = try rows.next() {
      let place: Int = try row.value(at: 0)
      var track = try track(named[named.startIndex + place], row)
      track.availabilities = availabilities[place].sorted { $0.source < $1.source }
      track.badge = online.badge(track.availabilities)
      tracks[place] = track
    }
    return tracks
  }

  private func track(_ id: Int64, _ row: Row) throws -> Track {
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
    return track
  }

  /// - Parameter list: the ids as JSON; what is found stands at an id's place in it.
  private func availabilities(_ list: String, count: Int) throws -> [[Availability]] {
    var found = [[Availability]](repeating: [], count: count)
    let rows = try Row.fetchCursor(availabilities, arguments: [list])
    while let row = try rows.next() {
      guard let status = try Availability.Status(rawValue: row.value(at: 2)) else { continue }
      let place: Int = try row.value(at: 0)
      try found[place].append(
        Availability(
          source: Source.ID(rawValue: row.value(at: 1)), status: status, path: row.value(at: 3),
          serverFileID: row.value(at: 4), sha256: (row.value(at: 5) as Data?).map { Array($0) }))
    }
    return found
  }
}
