import Foundation
import GRDB
import Model

extension ServerStore {
  // Two changes within one second have different times all the same: clients compare them.
  private static let touch = "updated_at = max(unixepoch(), updated_at + 1)"
  private static let document = """
    json_object('id', CAST(p.id AS TEXT), 'name', p.name, 'description', d.description,
      'updated_at', strftime('%Y-%m-%dT%H:%M:%SZ', p.updated_at, 'unixepoch'),
      'track_count', (SELECT count(*) FROM playlist_tracks WHERE playlist_id = p.id)
    """
  private static let from = """
     FROM playlists p LEFT JOIN server_playlists d ON d.playlist_id = p.id
    WHERE p.source_id = 1
    """

  /// All playlists, by name, as a JSON array.
  public func playlists() async throws(LibraryError) -> [UInt8] {
    try await library.read("list playlists") { database in
      var list = DocumentList()
      let rows = try Row.fetchCursor(
        database, sql: "SELECT \(Self.document))\(Self.from) ORDER BY p.sort_name, p.id")
      while let row = try rows.next() { try list.append(row, at: 0) }
      return list.array()
    }
  }

  /// A playlist with its tracks, as a JSON object; `nil` where there is none of this id. Tracks whose files are away,
  /// as on a disk that is not mounted, are named too: they keep their places.
  public func playlist(_ id: Int64) async throws(LibraryError) -> [UInt8]? {
    try await library.read("look up a playlist") { database in
      try Self.document(of: id, withTracks: true, database)
    }
  }

  static func addPlaylist(
    name: String, description: String?, _ database: Database, now: Int64
  ) throws -> OperationOutcome {
    try database.execute(
      sql: "INSERT INTO playlists (name, sort_name, created_at, updated_at) VALUES (?1, ?2, ?3, ?3)",
      arguments: [name, SortKey.of(name), now])
    let id = database.lastInsertedRowID
    if let description {
      try database.execute(
        sql: "INSERT INTO server_playlists (playlist_id, description) VALUES (?, ?)",
        arguments: [id, description])
    }
    return .playlist(try document(of: id, withTracks: false, database) ?? [])
  }

  static func renamePlaylist(_ id: Int64, to name: String, _ database: Database) throws -> OperationOutcome {
    try database.execute(
      sql: "UPDATE playlists SET name = ?, sort_name = ?, \(touch) WHERE id = ? AND source_id = 1",
      arguments: [name, SortKey.of(name), id])
    guard database.changesCount == 1 else { return .notFound("playlist") }
    return .playlist(try document(of: id, withTracks: false, database) ?? [])
  }

  static func removePlaylist(_ id: Int64, _ database: Database) throws -> OperationOutcome {
    try database.execute(sql: "DELETE FROM playlists WHERE id = ? AND source_id = 1", arguments: [id])
    return database.changesCount == 1 ? .done : .notFound("playlist")
  }

  static func append(_ track: Int64, to id: Int64, _ database: Database) throws -> OperationOutcome {
    guard try touched(id, database) else { return .notFound("playlist") }
    try database.execute(
      sql: """
        INSERT INTO playlist_tracks (playlist_id, track_id, position)
        SELECT ?1, ?2, coalesce(max(position) + 1, 0) FROM playlist_tracks WHERE playlist_id = ?1
        """, arguments: [id, track])
    return .done
  }

  static func remove(_ track: Int64, from id: Int64, _ database: Database) throws -> OperationOutcome {
    guard try touched(id, database) else { return .notFound("playlist") }
    let tracks = try Int64.fetchAll(
      database, sql: "SELECT track_id FROM playlist_tracks WHERE playlist_id = ? ORDER BY position",
      arguments: [id])
    let rest = tracks.filter { $0 != track }
    guard rest.count < tracks.count else { return .notFound("track") }
    try write(rest, to: id, database)
    return .done
  }

  static func setTracks(_ tracks: [Int64], of id: Int64, _ database: Database) throws -> OperationOutcome {
    // A track whose file is away may stay where it is.
    for track in Set(tracks) where try !isKnown(track, in: id, database) { return .notFound("track") }
    guard try touched(id, database) else { return .notFound("playlist") }
    try write(tracks, to: id, database)
    return .done
  }

  private static func isKnown(_ track: Int64, in playlist: Int64, _ database: Database) throws -> Bool {
    if try hasTrack(track, database) { return true }
    return try Bool.fetchOne(
      database.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM playlist_tracks WHERE track_id = ? AND playlist_id = ?)"),
      arguments: [track, playlist]) ?? false
  }

  private static func touched(_ id: Int64, _ database: Database) throws -> Bool {
    try database.execute(
      sql: "UPDATE playlists SET \(touch) WHERE id = ? AND source_id = 1", arguments: [id])
    return database.changesCount == 1
  }

  private static func write(_ tracks: [Int64], to id: Int64, _ database: Database) throws {
    try database.execute(sql: "DELETE FROM playlist_tracks WHERE playlist_id = ?", arguments: [id])
    try database.execute(
      sql: """
        INSERT INTO playlist_tracks (playlist_id, track_id, position)
        SELECT ?, value, key FROM json_each(?)
        """, arguments: [id, JSONList.of(tracks)])
  }

  private static func document(
    of id: Int64, withTracks: Bool, _ database: Database
  ) throws -> [UInt8]? {
    let tracks = """
      , 'tracks', (SELECT json_group_array(json_object('track_id', CAST(track_id AS TEXT), 'position', position))
        FROM (SELECT track_id, position FROM playlist_tracks WHERE playlist_id = p.id ORDER BY position))
      """
    return try database.cachedStatement(
      sql: "SELECT \(document)\(withTracks ? tracks : ""))\(from) AND p.id = ?"
    ).firstRow([id]) { row in Array(try row.value(at: 0) as Data) }
  }
}
