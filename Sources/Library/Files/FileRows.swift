import Foundation
import GRDB
import Model

/// Finds and changes the rows of local files, with statements that are prepared once.
struct FileRows {
  private static let columns =
    "SELECT s.id, s.track_id, s.local_file_path, s.local_file_size, f.content_hash, f.inode"

  private let database: Database
  private let atPath: Statement
  private let goneWithHash: Statement
  private let updateSource: Statement
  private let updateFacts: Statement
  private var nextID: Int64
  private var newSources = BulkInsert(
    into: "track_sources",
    ["id", "track_id", "source_id", "status", "local_file_path", "local_file_size", "last_verified_at"])
  private var newFacts = BulkInsert(
    into: "file_facts",
    ["track_source_id", "modified_at", "inode", "content_hash", "folder_cover_stamp"])

  init(_ database: Database) throws {
    self.database = database
    nextID = try database.nextID(in: "track_sources")
    atPath = try database.cachedStatement(
      sql: Self.columns + """
         FROM track_sources s JOIN file_facts f ON f.track_source_id = s.id
        WHERE s.local_file_path = ? AND s.source_id = 1
        """)
    goneWithHash = try database.cachedStatement(
      sql: Self.columns + """
         FROM file_facts f CROSS JOIN track_sources s ON s.id = f.track_source_id
        WHERE f.content_hash = ? AND s.local_file_size = ? AND s.status = 'unavailable' AND s.source_id = 1
        ORDER BY s.id
        """)
    updateSource = try database.cachedStatement(
      sql: """
        UPDATE track_sources SET status = 'local_file', local_file_path = ?, local_file_size = ?,
          last_verified_at = ? WHERE id = ?
        """)
    // A digest of the whole stays only while nothing says that the file was written to.
    updateFacts = try database.cachedStatement(
      sql: """
        UPDATE file_facts SET modified_at = ?1, inode = ?2, content_hash = ?3, folder_cover_stamp = ?4,
          sha256 = CASE WHEN modified_at = ?1 AND content_hash = ?3 THEN sha256 END
        WHERE track_source_id = ?5
        """)
  }

  func row(at path: String) throws -> FileRow? {
    try rows(atPath, [path]).first
  }

  /// The files of this content that are gone.
  func goneRows(of content: FileContent) throws -> [FileRow] {
    try rows(goneWithHash, [Data(content.hash.bytes), content.size])
  }

  /// Adds a file; it is written with `flush`, after its track.
  mutating func insert(_ file: ScannedFile, track: Int64, now: Int64) {
    newSources.add([
      .integer(nextID), .integer(track), .integer(1), .text("local_file"), .text(file.path),
      .integer(file.stamp.size), .integer(now),
    ])
    newFacts.add([
      .integer(nextID), .integer(file.stamp.modified), .integer(Int64(bitPattern: file.stamp.inode)),
      .blob(Data(file.hash.bytes)), .integer(file.folderCoverStamp),
    ])
    nextID += 1
  }

  mutating func flush() throws {
    try newSources.flush(database)
    try newFacts.flush(database)
  }

  func update(_ row: FileRow, to file: ScannedFile, now: Int64) throws {
    try updateSource.execute(arguments: [file.path, file.stamp.size, now, row.id])
    try updateFacts.execute(arguments: [
      file.stamp.modified, Int64(bitPattern: file.stamp.inode), Data(file.hash.bytes), file.folderCoverStamp,
      row.id,
    ])
  }

  /// - Returns: at how many of the paths there was an available file.
  func setGone(_ paths: [String]) throws -> Int {
    try setStatus("unavailable", from: "local_file", at: paths)
  }

  /// - Returns: from how many of the paths a file had gone.
  func setReturned(_ paths: [String]) throws -> Int {
    try setStatus("local_file", from: "unavailable", at: paths)
  }

  /// One statement for all, as in `BulkInsert`.
  private func setStatus(_ status: String, from before: String, at paths: [String]) throws -> Int {
    guard !paths.isEmpty else { return 0 }
    let statement = try database.cachedStatement(
      sql: """
        UPDATE track_sources SET status = ?1
        WHERE local_file_path IN (SELECT value FROM json_each(?3)) AND +source_id = 1 AND +status = ?2
        """)
    let list = String(decoding: try JSONEncoder().encode(paths), as: UTF8.self)
    try statement.execute(arguments: [status, before, list])
    return database.changesCount
  }

  /// Takes the path from a file whose place another file takes.
  func clearPath(of row: FileRow) throws {
    try database.execute(
      sql: "UPDATE track_sources SET status = 'unavailable', local_file_path = NULL WHERE id = ?",
      arguments: [row.id])
  }

  private func rows(_ statement: Statement, _ arguments: StatementArguments) throws -> [FileRow] {
    var found: [FileRow] = []
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    while let row = try rows.next() {
      // SQLite's bytes are there until the next row; the hash copies them.
      guard let hash = try row.withUnsafeData(atIndex: 4, { ContentHash($0 ?? Data()) }) else { continue }
      found.append(
        try FileRow(
          id: row.value(at: 0), trackID: row.value(at: 1), path: row.value(at: 2),
          content: FileContent(size: row.value(at: 3), hash: hash),
          inode: UInt64(bitPattern: row.value(at: 5))))
    }
    return found
  }
}
