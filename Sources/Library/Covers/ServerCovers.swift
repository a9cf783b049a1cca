import GRDB

/// Which of the covers that were fetched a server means by its hash.
struct ServerCovers {
  private let source: Int64
  private let find: Statement?
  private var known: [String: Int64?] = [:]

  init(_ database: Database, source: Int64) throws {
    self.source = source
    let any = try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM server_covers WHERE source_id = ?)", arguments: [source])
    find =
      any == true
      ? try database.cachedStatement(
        sql: "SELECT cover_id FROM server_covers WHERE source_id = ? AND cover_hash = ?") : nil
  }

  /// - Returns: `nil` for a cover that nobody has asked for yet.
  mutating func id(of hash: String?) throws -> Int64? {
    guard let hash, let find else { return nil }
    if let id = known[hash] { return id }
    let id = try Int64.fetchOne(find, arguments: [source, hash])
    known[hash] = .some(id)
    return id
  }
}
