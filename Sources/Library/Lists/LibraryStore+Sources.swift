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
      guard let kind = Source.Kind(rawValue: row[2]) else { return nil }
      return Source(
        id: Source.ID(rawValue: row[0]), name: row[1], kind: kind, isActive: row[3], isOnline: row[4])
    }
  }
}
