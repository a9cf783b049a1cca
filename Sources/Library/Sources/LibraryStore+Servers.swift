import GRDB
public import Model

extension LibraryStore {
  /// Adds a server, offline and not active.
  /// - Throws: `conflict` where another source has its name, or is the same account of the same server.
  public func addServer(_ server: NewServer) async throws(LibraryError) -> Source.ID {
    try await changeSources("add a server") { database in
      try Self.requireFreeName(server.name, database)
      let twin = try String.fetchOne(
        database,
        sql: """
          SELECT name FROM sources
          WHERE server_url = ? AND coalesce(server_username, '') = ? AND removed_at IS NULL
          """, arguments: [server.url, server.username])
      if let twin {
        throw LibraryError.conflict(
          "\(server.username) at \(server.url) is a source already: it is called “\(twin)”.")
      }
      try database.execute(
        sql: """
          INSERT INTO sources (name, source_type, dialect, server_url, server_username, ca_file, allows_insecure)
          VALUES (?, 'server', ?, ?, ?, ?, ?)
          """,
        arguments: [
          server.name, server.kind.rawValue, server.url, server.username, server.caFile,
          server.allowsInsecure,
        ])
      return Source.ID(rawValue: database.lastInsertedRowID)
    }
  }

  /// - Throws: `conflict` where another source has that name; `notFound`.
  public func renameSource(_ id: Source.ID, to name: String) async throws(LibraryError) {
    try await changeSources("rename a source") { database in
      try Self.requireFreeName(name, except: id, database)
      try Self.update(id, "name = ?", [name], database)
    }
  }

  /// Makes a server the active one in the place of any other.
  /// - Parameter id: `nil` for none.
  /// - Throws: `conflict` for this device, which is always there; `notFound`.
  public func setActive(_ id: Source.ID?) async throws(LibraryError) {
    try await changeSources("make a server the active one") { database in
      try database.execute(
        sql: "UPDATE sources SET is_active = 0, updated_at = unixepoch() WHERE is_active = 1 AND id IS NOT ?",
        arguments: [id?.rawValue])
      guard let id else { return }
      try Self.requireServer(id, "can't be the active server", database)
      try Self.update(id, "is_active = 1", [], database)
    }
  }

  /// Keeps whether a server answers; nothing is written where that was known.
  /// - Returns: whether it is another than before; `false` for a server that is not there any more.
  @discardableResult
  public func setOnline(_ isOnline: Bool, _ id: Source.ID) async throws(LibraryError) -> Bool {
    let (changed, sources, totals) = try await write("keep whether a server is online") { database in
      try database.execute(
        sql: """
          UPDATE sources SET is_online = ?1, updated_at = unixepoch()
          WHERE id = ?2 AND is_online <> ?1 AND id <> 1 AND removed_at IS NULL
          """, arguments: [isOnline, id.rawValue])
      let changed = database.changesCount == 1
      return (changed, changed ? try Self.sourceDetails(database) : [], try LibraryTotals(database))
    }
    guard changed else { return false }
    announcements.send(.sources(sources))
    announcements.send(.tracks(totals))
    return true
  }

  /// Keeps which dialect a server speaks.
  public func setDialect(_ kind: Source.Kind, of id: Source.ID) async throws(LibraryError) {
    try await changeSources("keep a server's dialect") { database in
      try Self.requireServer(id, "speaks no dialect", database)
      try Self.update(id, "dialect = ?", [kind.rawValue], database)
    }
  }

  /// Keeps what went wrong with a source, in one sentence; `nil` when all is well again.
  public func setLastError(_ sentence: String?, of id: Source.ID) async throws(LibraryError) {
    try await changeSources("keep a source's error") { database in
      try Self.update(id, "last_error = ?", [sentence], database)
    }
  }

  /// A transaction after which everybody hears of the sources.
  func changeSources<Value: Sendable>(
    _ action: String, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(LibraryError) -> Value {
    let (value, sources) = try await write(action) { database in
      (try body(database), try Self.sourceDetails(database))
    }
    announcements.send(.sources(sources))
    return value
  }

  /// - Throws: `notFound`, also for a source that is being removed; `conflict` for this device.
  static func requireServer(_ id: Source.ID, _ refusal: String, _ database: Database) throws {
    let name = try String.fetchOne(
      database, sql: "SELECT name FROM sources WHERE id = ? AND removed_at IS NULL", arguments: [id.rawValue])
    guard let name else { throw LibraryError.notFound("source \(id)") }
    guard id != Source.localID else {
      throw LibraryError.conflict("“\(name)” is this device: it \(refusal).")
    }
  }

  private static func requireFreeName(
    _ name: String, except id: Source.ID? = nil, _ database: Database
  ) throws {
    let isTaken = try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM sources WHERE name = ? COLLATE NOCASE AND id IS NOT ? AND removed_at IS NULL)
        """, arguments: [name, id?.rawValue])
    if isTaken == true {
      throw LibraryError.conflict("There is a source called “\(name)” already: choose another name.")
    }
  }

  private static func update(
    _ id: Source.ID, _ changes: String, _ arguments: StatementArguments, _ database: Database
  ) throws {
    try database.execute(
      sql: "UPDATE sources SET \(changes), updated_at = unixepoch() WHERE id = ? AND removed_at IS NULL",
      arguments: arguments + [id.rawValue])
    guard database.changesCount == 1 else { throw LibraryError.notFound("source \(id)") }
  }
}
