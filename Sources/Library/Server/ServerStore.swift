import Foundation
import GRDB
import Schema

/// What `soul-server` keeps beside the music, in the library's own file: accounts, the log of changes that clients
/// sync by, and the answers to operations that may come twice.
///
/// Triggers write the log, so a scan, a digest and a rating all show in it, and it is never behind the library.
public final class ServerStore: Sendable {
  /// Deletions are told for so long; a client that was away for longer has to sync as a whole.
  private static let deletionsKept = 180 * 86_400
  private static let answersKept = 30 * 86_400

  public let library: LibraryStore
  /// 32 random bytes that tell this database from all others.
  public let identity: [UInt8]

  private init(library: LibraryStore, identity: [UInt8]) {
    self.library = library
    self.identity = identity
  }

  /// Brings an open library to this program's server schema, and forgets what has grown too old.
  public static func open(_ library: LibraryStore) async throws(LibraryError) -> ServerStore {
    let now = Int64(Date().timeIntervalSince1970)
    let identity = try await library.write("be opened for sharing") { [path = library.path] database in
      try migrate(database, path: path)
      try forget(database, now: now)
      return try Data.fetchOne(
        database, sql: "SELECT value FROM server_settings WHERE key = 'identity'")
    }
    return ServerStore(library: library, identity: Array(identity ?? Data()))
  }

  private static func migrate(_ database: Database, path: String) throws {
    var version = 0
    if try database.tableExists("server_settings") {
      let text = try String.fetchOne(
        database, sql: "SELECT CAST(value AS TEXT) FROM server_settings WHERE key = 'schema'")
      version = text.flatMap { Int($0) } ?? 0
    }
    let known = Migration.server.count
    guard (0...known).contains(version) else {
      throw LibraryError.newer(path: path, found: version, known: known)
    }
    for migration in Migration.server.dropFirst(version) {
      try database.execute(sql: migration.sql)
      try database.execute(
        sql: """
          INSERT INTO server_settings (key, value) VALUES ('schema', CAST(? AS BLOB))
          ON CONFLICT (key) DO UPDATE SET value = excluded.value
          """, arguments: [String(migration.version)])
    }
  }

  private static func forget(_ database: Database, now: Int64) throws {
    let end = now - Int64(deletionsKept)
    try database.execute(
      sql: """
        UPDATE server_log SET oldest = max(oldest, coalesce(
          (SELECT max(sequence) FROM server_changes WHERE is_deleted = 1 AND changed_at < ?), 0));
        DELETE FROM server_changes WHERE is_deleted = 1 AND changed_at < ?
        """, arguments: [end, end])
    try database.execute(sql: "DELETE FROM server_sessions WHERE expires_at < ?", arguments: [now])
    try forgetAnswers(database, now: now)
  }

  static func forgetAnswers(_ database: Database, now: Int64) throws {
    try database.execute(
      sql: "DELETE FROM server_answers WHERE created_at < ?", arguments: [now - Int64(answersKept)])
  }
}
