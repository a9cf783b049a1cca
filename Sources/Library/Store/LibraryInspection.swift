import Foundation
import GRDB

/// What a library's file is like, read without changing it or standing in the daemon's way.
public struct LibraryInspection: Sendable {
  public let totals: LibraryTotals
  public let folders: [LibraryFolder]

  /// Checks the whole file: each page, each index and each reference. It takes about a second a GB.
  /// - Parameter path: the database file's absolute path.
  /// - Returns: `nil` where there is no library yet.
  /// - Throws: `LibraryError`, `damaged` with the first thing that SQLite found.
  public static func inspect(_ path: String) throws(LibraryError) -> LibraryInspection? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    try LibraryHeader.check(path)
    // The daemon fills it as it makes a new one.
    guard !isEmpty(path) else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.label = "soul.inspection"
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      return try database.read { database in
        try check(database, path: path)
        let folders = try Row.fetchAll(database, sql: "SELECT id, path FROM library_folders ORDER BY path")
        return LibraryInspection(
          totals: try LibraryTotals(database),
          folders: folders.map { LibraryFolder(id: $0[0], path: $0[1]) })
      }
    } catch {
      throw LibraryError(error, path: path, action: "be inspected")
    }
  }

  private static func isEmpty(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size == 0
  }

  private static func check(_ database: Database, path: String) throws {
    let found = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "ok"
    guard found == "ok" else { throw LibraryError.damaged(path: path, reason: found) }
    let orphan = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check")
    if let orphan {
      throw LibraryError.damaged(
        path: path, reason: "a row of \(orphan[0] as String) refers to one that is gone")
    }
  }
}
