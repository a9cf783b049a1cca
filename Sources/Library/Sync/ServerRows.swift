import Foundation
import GRDB
import Model

/// Finds and writes the rows that say what one server has, with statements that are prepared once.
struct ServerRows {
  private let database: Database
  private let source: Int64
  private let now: Int64
  private let generation: Int64
  private let byServerID: Statement
  private let byServerIDs: Statement
  private let orphan: Statement?
  private let change: Statement
  private var adopted: Set<Int64> = []
  private var nextID: Int64
  private var new = BulkInsert(
    into: "track_sources",
    [
      "id", "track_id", "source_id", "status", "server_file_id", "last_verified_at", "sha256", "cover_hash",
      "row_digest", "sync_generation",
    ])

  init(_ database: Database, source: Int64, generation: Int64, now: Int64) throws {
    self.database = database
    self.source = source
    self.generation = generation
    self.now = now
    nextID = try database.nextID(in: "track_sources")
    byServerID = try database.cachedStatement(
      sql: """
        SELECT id, track_id, row_digest, sync_generation FROM track_sources
        WHERE source_id = ? AND server_file_id = ?
        """)
    byServerIDs = try database.cachedStatement(
      sql: """
        SELECT s.id, s.track_id, s.row_digest, s.sync_generation, ids.key
        FROM json_each(?) ids CROSS JOIN track_sources s ON s.source_id = ? AND s.server_file_id = ids.value
        """)
    let orphans =
      "FROM track_sources INDEXED BY track_sources_orphaned WHERE source_id = ? AND source_id <> 1"
    let hasOrphans = try Bool.fetchOne(
      database,
      sql: "SELECT EXISTS (SELECT 1 \(orphans) AND server_file_id IS NULL)", arguments: [source])
    orphan =
      hasOrphans == true
      ? try database.cachedStatement(
        sql: """
          SELECT id, track_id, row_digest, sync_generation \(orphans) AND server_file_id IS NULL AND sha256 = ?
          ORDER BY id
          """) : nil
    change = try database.cachedStatement(
      sql: """
        UPDATE track_sources SET server_file_id = ?, last_verified_at = ?, sha256 = ?, cover_hash = ?, row_digest = ?,
          sync_generation = ?, status = CASE status WHEN 'unavailable' THEN 'stream_only' ELSE status END
        WHERE id = ?
        """)
  }

  func row(of serverID: String) throws -> ServerRow? {
    try byServerID.firstRow([source, serverID], Self.row)
  }

  /// The rows of many ids at once, at the ids' places; `nil` for what the server did not have before.
  func rows(of serverIDs: [String]) throws -> [ServerRow?] {
    let list = String(decoding: try JSONEncoder().encode(serverIDs), as: UTF8.self)
    var found = [ServerRow?](repeating: nil, count: serverIDs.count)
    let rows = try Row.fetchCursor(byServerIDs, arguments: [list, source])
    while let row = try rows.next() {
      found[try row.value(at: 4)] = try Self.row(row)
    }
    return found
  }

  /// A row of what the server had deleted and has again, by the hash of the file.
  mutating func orphan(of track: ServerTrack) throws -> ServerRow? {
    guard let orphan, let sha256 = track.sha256 else { return nil }
    let rows = try orphan.allRows([source, Data(sha256)], Self.row)
    guard let row = rows.first(where: { !adopted.contains($0.id) }) else { return nil }
    adopted.insert(row.id)
    return row
  }

  /// Adds a row; it is written with `flush`, after its track.
  mutating func insert(_ track: ServerTrack, digest: Int64, of id: Int64) {
    new.add([
      .integer(nextID), .integer(id), .integer(source), .text("stream_only"), .text(track.id), .integer(now),
      ColumnValue(track.sha256.map { Data($0) }), ColumnValue(track.coverHash), .integer(digest),
      .integer(generation),
    ])
    nextID += 1
  }

  func update(_ row: ServerRow, to track: ServerTrack, digest: Int64) throws {
    try change.execute(arguments: [
      track.id, now, track.sha256.map { Data($0) }, track.coverHash, digest, generation, row.id,
    ])
  }

  /// Notes that the server still has these rows as they are.
  func markSeen(_ rows: [Int64]) throws {
    guard !rows.isEmpty else { return }
    try database.cachedStatement(
      sql: """
        UPDATE track_sources SET sync_generation = ?, last_verified_at = ?
        WHERE id IN (SELECT value FROM json_each(?))
        """
    ).execute(arguments: [generation, now, JSONList.of(rows)])
  }

  /// Whether what has been added is worth a statement.
  var isFull: Bool { new.isFull }

  mutating func flush() throws {
    try new.flush(database)
  }

  private static func row(_ row: Row) throws -> ServerRow {
    try ServerRow(
      id: row.value(at: 0), track: row.value(at: 1), digest: row.value(at: 2), generation: row.value(at: 3))
  }
}
