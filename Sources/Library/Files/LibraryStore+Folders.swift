import GRDB

extension LibraryStore {
  /// The folders whose music is in the library, by their paths.
  public func folders() async throws(LibraryError) -> [LibraryFolder] {
    try await read("list folders", Self.folders)
  }

  /// Makes a folder one of the library's; its files come with a scan.
  /// - Parameter path: absolute; a slash at its end doesn't count.
  /// - Returns: the folder; the one that was there already where it is the same.
  @discardableResult
  public func addFolder(_ path: String) async throws(LibraryError) -> LibraryFolder {
    let path = LibraryPath(folder: path).folder
    let (folder, all) = try await write("add a folder") { database in
      try database.execute(
        sql: "INSERT INTO library_folders (path) VALUES (?) ON CONFLICT DO NOTHING", arguments: [path])
      let id = try Int64.fetchOne(
        database, sql: "SELECT id FROM library_folders WHERE path = ?", arguments: [path])
      return (LibraryFolder(id: id ?? 0, path: path), try Self.folders(database))
    }
    announcements.send(.folders(all))
    return folder
  }

  /// Takes a folder out of the library, and with it the tracks of its files that no server has either.
  ///
  /// Files below another of the library's folders stay. Nothing on the disk is touched.
  /// - Throws: `notFound` where it is none of the library's folders.
  public func removeFolder(_ path: String) async throws(LibraryError) {
    let removed = LibraryPath(folder: path)
    let (folders, totals) = try await write("remove a folder") { database in
      try database.execute(sql: "DELETE FROM library_folders WHERE path = ?", arguments: [removed.folder])
      guard database.changesCount == 1 else { throw LibraryError.notFound("folder \(removed.folder)") }
      let folders = try Self.folders(database)
      try Self.removeFiles(below: removed, except: folders.map { LibraryPath(folder: $0.path) }, database)
      try LibraryStore.removeEmptyGroups(database)
      return (folders, try LibraryTotals(database))
    }
    announcements.send(.folders(folders))
    announcements.send(.tracks(totals))
    announcements.send(.tracksRemoved)
  }

  /// Takes out what a scan wrote below a folder that was removed while it ran. Files below a folder of the library
  /// stay.
  public func removeStrays(below path: String) async throws(LibraryError) {
    let removed = LibraryPath(folder: path)
    let totals = try await write("remove a folder") { database in
      let folders = try Self.folders(database)
      try Self.removeFiles(below: removed, except: folders.map { LibraryPath(folder: $0.path) }, database)
      try LibraryStore.removeEmptyGroups(database)
      return try LibraryTotals(database)
    }
    announcements.send(.tracks(totals))
    announcements.send(.tracksRemoved)
  }

  private static func folders(_ database: Database) throws -> [LibraryFolder] {
    try Row.fetchAll(database, sql: "SELECT id, path FROM library_folders ORDER BY path")
      .map { try LibraryFolder(id: $0.value(at: 0), path: $0.value(at: 1)) }
  }

  private static func removeFiles(
    below removed: LibraryPath, except kept: [LibraryPath], _ database: Database
  ) throws {
    let files = """
      FROM track_sources INDEXED BY track_sources_path
      WHERE source_id = 1 AND local_file_path >= ? AND local_file_path < ?
      """
    let removeTracks = try database.cachedStatement(
      sql: """
        DELETE FROM tracks WHERE id IN (SELECT track_id \(files))
          AND NOT EXISTS (SELECT 1 FROM track_sources WHERE track_id = tracks.id AND source_id <> 1)
        """)
    let removeRest = try database.cachedStatement(
      sql: "DELETE FROM track_sources WHERE id IN (SELECT id \(files))")
    for part in removed.parts(except: kept) {
      try removeTracks.execute(arguments: [part.from, part.to])
      try removeRest.execute(arguments: [part.from, part.to])
    }
  }
}
