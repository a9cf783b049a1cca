import GRDB
public import Model

extension LibraryStore {
  /// This device and the servers, by their ids.
  public func sources() async throws(LibraryError) -> [Source] {
    try await read("list sources", Self.sources)
  }

  static func sources(_ database: Database) throws -> [Source] {
    let sql = "SELECT id, name, coalesce(dialect, 'local'), is_active, is_online FROM sources ORDER BY id"
    return try Row.fetchAll(database, sql: sql).compactMap { row in
      guard let kind = try Source.Kind(rawValue: row.value(at: 2)) else { return nil }
      return try Source(
        id: Source.ID(rawValue: row.value(at: 0)), name: row.value(at: 1), kind: kind,
        isActive: row.value(at: 3), isOnline: row.value(at: 4))
    }
  }
}
