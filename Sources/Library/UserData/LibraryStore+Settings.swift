import GRDB

extension LibraryStore {
  /// - Returns: the text as it was set; `nil` where nobody has.
  public func setting(_ key: Setting) async throws(LibraryError) -> String? {
    try await read("read a setting") { database in
      try String.fetchOne(
        database, sql: "SELECT value FROM settings WHERE key = ?", arguments: [key.rawValue])
    }
  }

  public func set(_ value: String, for key: Setting) async throws(LibraryError) {
    try await write("keep a setting") { try Self.set(value, for: key, $0) }
  }

  static func set(_ value: String, for key: Setting, _ database: Database) throws {
    try database.execute(
      sql: "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      arguments: [key.rawValue, value])
  }
}
