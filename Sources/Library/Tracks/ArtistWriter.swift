import GRDB
import Model

/// Finds and makes artists by their names.
struct ArtistWriter {
  private var keys: [String: String] = [:]
  private var known: [String: (id: Int64, name: String)] = [:]
  private let find: Statement
  private let insert: Statement
  private let rename: Statement
  private let database: Database

  init(_ database: Database) throws {
    self.database = database
    find = try database.cachedStatement(sql: "SELECT id, name FROM artists WHERE artist_key = ?")
    insert = try database.cachedStatement(
      sql: "INSERT INTO artists (name, artist_key, sort_name) VALUES (?, ?, ?)")
    rename = try database.cachedStatement(sql: "UPDATE artists SET name = ?, sort_name = ? WHERE id = ?")
  }

  /// The artist of that name. Of several spellings the one that came last is shown: so a corrected one is.
  mutating func id(of name: String) throws -> Int64 {
    let key = keys[name] ?? IdentityKey.of(name)
    keys[name] = key
    if let artist = known[key], artist.name == name { return artist.id }
    let id: Int64
    let found = try find.firstRow([key]) { row in
      try (id: row.value(at: 0) as Int64, name: row.value(at: 1) as String)
    }
    if let found {
      id = found.id
      if found.name != name { try rename.execute(arguments: [name, SortKey.of(name), id]) }
    } else {
      try insert.execute(arguments: [name, key, SortKey.of(name)])
      id = database.lastInsertedRowID
    }
    known[key] = (id, name)
    return id
  }
}
