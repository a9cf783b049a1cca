import GRDB
import Model

/// Writes the playlists of a server inside a transaction.
struct PlaylistWriter {
  private let database: Database
  private let source: Int64
  private let find: Statement
  private let track: Statement
  private let addTrack: Statement
  private let addGap: Statement

  init(_ database: Database, source: Int64) throws {
    self.database = database
    self.source = source
    find = try database.cachedStatement(
      sql: """
        SELECT id, name, server_revision FROM playlists WHERE source_id = ? AND server_playlist_id = ?
        """)
    track = try database.cachedStatement(
      sql: "SELECT track_id FROM track_sources WHERE source_id = ? AND server_file_id = ?")
    addTrack = try database.cachedStatement(
      sql: "INSERT INTO playlist_tracks (playlist_id, track_id, position) VALUES (?, ?, ?)")
    addGap = try database.cachedStatement(
      sql: "INSERT INTO playlist_gaps (playlist_id, position, server_file_id) VALUES (?, ?, ?)")
  }

  func write(_ playlist: ServerPlaylist) throws {
    let name = playlist.name.isEmpty ? playlist.id : playlist.name
    let known = try find.firstRow([source, playlist.id]) { row in
      try (
        id: row.value(at: 0) as Int64, name: row.value(at: 1) as String, revision: row.value(at: 2) as String?
      )
    }
    // The revision is kept with the tracks that it stands for.
    let revision = playlist.trackIDs == nil ? known?.revision : playlist.revision
    let id: Int64
    if let known {
      id = known.id
      if known.name != name || known.revision != revision {
        try database.execute(
          sql: """
            UPDATE playlists SET name = ?, sort_name = ?, server_revision = ?, updated_at = unixepoch() WHERE id = ?
            """, arguments: [name, SortKey.of(name), revision, id])
      }
    } else {
      try database.execute(
        sql: """
          INSERT INTO playlists (name, sort_name, source_id, server_playlist_id, server_revision)
          VALUES (?, ?, ?, ?, ?)
          """, arguments: [name, SortKey.of(name), source, playlist.id, revision])
      id = database.lastInsertedRowID
    }
    if let tracks = playlist.trackIDs { try setTracks(tracks, of: id) }
  }

  func remove(_ id: String) throws {
    try database.execute(
      sql: "DELETE FROM playlists WHERE source_id = ? AND server_playlist_id = ?", arguments: [source, id])
  }

  /// Puts the tracks that have come meanwhile into their places.
  func fillGaps() throws {
    let filled = """
      FROM playlist_gaps g JOIN playlists l ON l.id = g.playlist_id
        JOIN track_sources s ON s.source_id = l.source_id AND s.server_file_id = g.server_file_id
      WHERE l.source_id = ?1
      """
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO playlist_tracks (playlist_id, track_id, position)
          SELECT g.playlist_id, s.track_id, g.position \(filled)
        """, arguments: [source])
    guard database.changesCount > 0 else { return }
    try database.execute(
      sql:
        "DELETE FROM playlist_gaps WHERE (playlist_id, position) IN (SELECT g.playlist_id, g.position \(filled))",
      arguments: [source])
  }

  private func setTracks(_ ids: [String], of playlist: Int64) throws {
    let tracks = try ids.map { try Int64.fetchOne(track, arguments: [source, $0]) }
    guard try !hasAlready(tracks, playlist) else { return }
    try database.execute(sql: "DELETE FROM playlist_tracks WHERE playlist_id = ?", arguments: [playlist])
    try database.execute(sql: "DELETE FROM playlist_gaps WHERE playlist_id = ?", arguments: [playlist])
    for (position, (id, track)) in zip(ids, tracks).enumerated() {
      if let track {
        try addTrack.execute(arguments: [playlist, track, position])
      } else {
        try addGap.execute(arguments: [playlist, position, id])
      }
    }
  }

  private func hasAlready(_ tracks: [Int64?], _ playlist: Int64) throws -> Bool {
    let known = try database.cachedStatement(
      sql: "SELECT position, track_id FROM playlist_tracks WHERE playlist_id = ? ORDER BY position"
    ).allRows([playlist]) { try (Int($0.value(at: 0) as Int64), $0.value(at: 1) as Int64) }
    return known.count == tracks.count
      && zip(known, tracks.enumerated()).allSatisfy { $0.0 == $1.offset && $0.1 == $1.element }
  }
}
