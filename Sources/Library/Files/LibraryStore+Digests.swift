import Foundation
import GRDB
import Model

extension LibraryStore {
  /// The available files without a SHA-256 of the whole, by their ids.
  /// - Parameter id: only files after this one: a file that can't be read is passed over that way.
  public func filesWithoutDigest(
    after id: Int64 = 0, limit: Int
  ) async throws(LibraryError) -> [UndigestedFile] {
    try await read("list files without a digest") { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT s.id, s.local_file_path, s.local_file_size, f.modified_at, f.inode
          FROM file_facts f CROSS JOIN track_sources s ON s.id = f.track_source_id
          WHERE f.sha256 IS NULL AND f.track_source_id > ? AND s.status = 'local_file'
          ORDER BY f.track_source_id LIMIT ?
          """,
        arguments: [id, limit]
      ).map { row in
        try UndigestedFile(
          id: row.value(at: 0), path: row.value(at: 1),
          stamp: FileStamp(
            size: row.value(at: 2), modified: row.value(at: 3), inode: UInt64(bitPattern: row.value(at: 4))))
      }
    }
  }

  /// Keeps the SHA-256 of a whole file, unless the file was found changed or renamed in between.
  ///
  /// A server's track with the same hash is the same recording: the two become one, with all that a person did
  /// with either.
  public func setDigest(_ digest: ContentHash, of file: UndigestedFile) async throws(LibraryError) {
    let totals: LibraryTotals? = try await write("keep a digest") { database in
      let sha256 = Data(digest.bytes)
      try database.cachedStatement(
        sql: """
          UPDATE file_facts SET sha256 = ?
          WHERE track_source_id = ? AND modified_at = ? AND inode = ?
            AND EXISTS (SELECT 1 FROM track_sources
              WHERE id = track_source_id AND local_file_path = ? AND local_file_size = ?)
          """
      ).execute(arguments: [
        sha256, file.id, file.stamp.modified, Int64(bitPattern: file.stamp.inode), file.path,
        file.stamp.size,
      ])
      guard database.changesCount == 1 else { return nil }
      var recordings = try SameRecordings(database)
      guard try recordings.join(fileWith: sha256, row: file.id) else { return nil }
      return try LibraryTotals(database)
    }
    if let totals { announcements.send(.tracks(totals)) }
  }
}
