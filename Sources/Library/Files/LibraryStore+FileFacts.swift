import Foundation
import GRDB
import Model

extension LibraryStore {
  /// What is known of the files below a folder, ordered by the bytes of their paths.
  ///
  /// For a large library ask in parts: each begins after the last path of the one before.
  /// - Parameters:
  ///   - folder: an absolute path; a slash at its end doesn't count.
  ///   - after: only paths that come after this one.
  ///   - limit: at most so many.
  public func fileFacts(
    below folder: String, after: String? = nil, limit: Int = .max
  ) async throws(LibraryError) -> [FileFacts] {
    let folder = LibraryPath(folder: folder)
    // One bound at the beginning: of two SQLite seeks by the first and passes over all rows up to the other.
    let start =
      after.flatMap { folder.lowerBound.utf8.lexicographicallyPrecedes($0.utf8) ? $0 : nil }
      ?? folder.lowerBound
    return try await read("list files") { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT s.local_file_path, s.local_file_size, f.modified_at, f.inode, f.content_hash,
            f.folder_cover_stamp, s.status = 'local_file'
          FROM track_sources s INDEXED BY track_sources_path
          JOIN file_facts f ON f.track_source_id = s.id
          WHERE s.local_file_path > ? AND s.local_file_path < ? AND s.source_id = 1
          ORDER BY s.local_file_path LIMIT ?
          """)
      let rows = try Row.fetchCursor(
        statement, arguments: [start, folder.upperBound, limit])
      var facts: [FileFacts] = []
      while let row = try rows.next() {
        // SQLite's bytes are there until the next row; the hash copies them.
        guard let hash = try row.withUnsafeData(atIndex: 4, { ContentHash($0 ?? Data()) }) else { continue }
        facts.append(
          try FileFacts(
            path: row.value(at: 0),
            stamp: FileStamp(
              size: row.value(at: 1), modified: row.value(at: 2), inode: UInt64(bitPattern: row.value(at: 3))),
            hash: hash, folderCoverStamp: row.value(at: 5), isAvailable: row.value(at: 6)))
      }
      return facts
    }
  }

  /// Whether any file below a folder was there at the last scan.
  /// - Parameter folder: an absolute path; a slash at its end doesn't count.
  public func hasAvailableFiles(below folder: String) async throws(LibraryError) -> Bool {
    let folder = LibraryPath(folder: folder)
    return try await read("look for files") { database in
      try Bool.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT EXISTS (SELECT 1 FROM track_sources INDEXED BY track_sources_path
              WHERE local_file_path > ? AND local_file_path < ? AND source_id = 1 AND status = 'local_file')
            """), arguments: [folder.lowerBound, folder.upperBound]) ?? false
    }
  }

  /// The covers that tracks have; all others are forgotten, so that their files may go.
  public func coversInUse() async throws(LibraryError) -> CoversInUse {
    try await write("list covers") { database in
      try database.execute(
        sql: """
          DELETE FROM covers WHERE NOT EXISTS (SELECT 1 FROM tracks WHERE cover_id = covers.id)
            AND NOT EXISTS (SELECT 1 FROM albums WHERE cover_id = covers.id)
          """)
      var covers = CoversInUse()
      let rows = try Row.fetchCursor(
        database, sql: "SELECT hash, extension, fetched_size IS NOT NULL FROM covers")
      while let row = try rows.next() {
        let key = try CoverKey(hash: row.value(at: 0), fileExtension: row.value(at: 1))
        if try row.value(at: 2) {
          covers.fetched.insert(key)
        } else {
          covers.own.insert(key)
        }
      }
      return covers
    }
  }
}
