import GRDB

extension LibraryStore {
  /// A picture that many files hold is looked for in so many of them.
  private static let ownCoverReach = 8

  /// Where covers can be read again that came from files of this device.
  /// - Parameter hashes: of the covers' files; what no file of this device has is left out.
  public func ownCovers(_ hashes: [String]) async throws(LibraryError) -> [OwnCover] {
    try await read("look for covers") { database in
      let find = try database.cachedStatement(
        sql: """
          SELECT c.extension, s.local_file_path
          FROM covers c CROSS JOIN tracks t ON t.cover_id = c.id
            CROSS JOIN track_sources s ON s.track_id = t.id AND s.source_id = 1
          WHERE c.hash = ? AND s.status = 'local_file' LIMIT \(Self.ownCoverReach)
          """)
      return try hashes.compactMap { hash in
        let rows = try find.allRows([hash]) { row in
          try (fileExtension: row.value(at: 0) as String, path: row.value(at: 1) as String)
        }
        return rows.first.map { row in
          OwnCover(
            key: CoverKey(hash: hash, fileExtension: row.fileExtension), files: rows.map(\.path))
        }
      }
    }
  }

  /// Files of covers that were gone are there again: who shows them has to look anew.
  public func announceCovers() async throws(LibraryError) {
    announcements.send(.tracks(try await totals()))
  }
}
