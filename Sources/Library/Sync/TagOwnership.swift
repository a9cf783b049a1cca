import GRDB

/// Decides whose tags a track has that several sources know: those of the file of this device; else those of the
/// source that it came from first, for as long as that has it.
struct TagOwnership {
  private let source: Int64
  private let owner: Statement
  private let setOrigin: Statement

  init(_ database: Database, source: Int64) throws {
    self.source = source
    owner = try database.cachedStatement(
      sql: """
        SELECT CASE
          WHEN EXISTS (SELECT 1 FROM track_sources WHERE track_id = t.id AND source_id = 1) THEN 1
          WHEN EXISTS (SELECT 1 FROM track_sources WHERE track_id = t.id AND source_id = t.origin_source_id)
            THEN t.origin_source_id END, t.origin_source_id
        FROM tracks t WHERE id = ?
        """)
    setOrigin = try database.cachedStatement(sql: "UPDATE tracks SET origin_source_id = ? WHERE id = ?")
  }

  /// - Returns: whether the track has this source's tags; one that is nobody's any more becomes its.
  func take(_ track: Int64) throws -> Bool {
    let found = try owner.firstRow([track]) { row in
      try (owner: row.value(at: 0) as Int64?, origin: row.value(at: 1) as Int64)
    }
    guard let found else { return false }
    if found.owner == source { return true }
    guard found.owner == nil else { return false }
    try setOrigin.execute(arguments: [source, track])
    return true
  }
}
