import GRDB
public import Model

extension LibraryStore {
  /// Where the covers can be had that tracks don't have here: of servers that are online, and of those the active one
  /// first.
  /// - Returns: in the order of the ids; what has a cover, or can't be had one for, is left out.
  public func missingCovers(of tracks: [Track.ID]) async throws(LibraryError) -> [MissingCover] {
    try await read("look for covers") { try Self.missingCovers(of: tracks.map(\.rawValue), $0) }
  }

  /// As `missingCovers(of:)`, for albums: of each the first track with a cover stands for it.
  public func missingCovers(ofAlbums albums: [Album.ID]) async throws(LibraryError) -> [MissingCover] {
    try await read("look for covers") { database in
      let find = try database.cachedStatement(
        sql: """
          SELECT t.id FROM (
            SELECT id, cover_id FROM tracks INDEXED BY tracks_of_album
            WHERE album_id = (SELECT id FROM albums WHERE id = ? AND cover_id IS NULL)
            ORDER BY sort_disc, track_number LIMIT \(AlbumWriter.sample)) t
          WHERE t.cover_id IS NULL AND EXISTS (
            SELECT 1 FROM track_sources s JOIN sources o ON o.id = s.source_id
            WHERE s.track_id = t.id AND s.cover_hash IS NOT NULL AND s.server_file_id IS NOT NULL
              AND o.is_online AND o.removed_at IS NULL)
          LIMIT 1
          """)
      let tracks = try albums.compactMap { try Int64.fetchOne(find, arguments: [$0.rawValue]) }
      return try Self.missingCovers(of: tracks, database)
    }
  }

  private static func missingCovers(of tracks: [Int64], _ database: Database) throws -> [MissingCover] {
    let find = try database.cachedStatement(
      sql: """
        SELECT t.id, s.source_id, s.cover_hash, s.server_file_id, c.hash, c.extension
        FROM json_each(?) ids
          CROSS JOIN tracks t
            ON t.id = coalesce((SELECT track_id FROM merged_tracks WHERE id = ids.value), ids.value)
          CROSS JOIN track_sources s ON s.track_id = t.id
          JOIN sources o ON o.id = s.source_id
          LEFT JOIN server_covers k ON k.source_id = s.source_id AND k.cover_hash = s.cover_hash
          LEFT JOIN covers c ON c.id = k.cover_id
        WHERE t.cover_id IS NULL AND s.cover_hash IS NOT NULL AND s.server_file_id IS NOT NULL
          AND o.is_online AND o.removed_at IS NULL
        ORDER BY ids.key, c.id IS NULL, o.is_active DESC, s.source_id
        """)
    var missing: [MissingCover] = []
    let rows = try Row.fetchCursor(find, arguments: [JSONList.of(tracks)])
    while let row = try rows.next() {
      let track = try Track.ID(rawValue: row.value(at: 0))
      let hash: String? = try row.value(at: 4)
      let cover = try ServerCover(
        id: ServerCover.ID(source: Source.ID(rawValue: row.value(at: 1)), hash: row.value(at: 2)),
        serverFileID: row.value(at: 3),
        file: hash.map { try CoverKey(hash: $0, fileExtension: row.value(at: 5)) })
      if missing.last?.track == track {
        missing[missing.count - 1].candidates.append(cover)
      } else {
        missing.append(MissingCover(track: track, candidates: [cover]))
      }
    }
    return missing
  }
}
