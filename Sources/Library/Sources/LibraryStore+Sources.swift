import GRDB
public import Model

extension LibraryStore {
  /// This device and the servers, by their ids.
  public func sources() async throws(LibraryError) -> [Source] {
    try await read("list sources", Self.sources)
  }

  /// As `sources`, with all that is known of each.
  public func sourceDetails() async throws(LibraryError) -> [SourceDetails] {
    try await read("list sources", Self.sourceDetails)
  }

  static func sources(_ database: Database) throws -> [Source] {
    try sourceDetails(database).map(\.source)
  }

  static func sourceDetails(_ database: Database) throws -> [SourceDetails] {
    try database.cachedStatement(
      sql: """
        SELECT id, name, coalesce(dialect, 'local'), is_active, is_online, coalesce(server_url, ''),
          coalesce(server_username, ''), ca_file, allows_insecure, track_count, last_sync_at, last_error
        FROM sources WHERE removed_at IS NULL ORDER BY id
        """
    ).allRows { row in
      guard let kind = try Source.Kind(rawValue: row.value(at: 2)) else { return nil }
      let source = try Source(
        id: Source.ID(rawValue: row.value(at: 0)), name: row.value(at: 1), kind: kind,
        isActive: row.value(at: 3), isOnline: row.value(at: 4))
      return try SourceDetails(
        source: source, url: row.value(at: 5), username: row.value(at: 6), caFile: row.value(at: 7),
        allowsInsecure: row.value(at: 8), trackCount: row.value(at: 9), lastSync: row.value(at: 10),
        lastError: row.value(at: 11))
    }
  }
}
