import GRDB

extension ServerStore {
  /// All who may sign in, by name.
  public func users() async throws(LibraryError) -> [ServerUser] {
    try await library.read("list users") { database in
      try Row.fetchAll(database, sql: "SELECT id, name, password, epoch FROM server_users ORDER BY name").map
      {
        try ServerUser(
          id: $0.value(at: 0), name: $0.value(at: 1), password: $0.value(at: 2), epoch: $0.value(at: 3))
      }
    }
  }

  /// Adds a user, or gives one another password: whoever is signed in as that user is signed out.
  /// - Parameter password: the stored form of its hash.
  public func setUser(_ name: String, password: String) async throws(LibraryError) {
    try await library.write("keep a user") { database in
      try database.execute(
        sql: """
          INSERT INTO server_users (name, password) VALUES (?, ?)
          ON CONFLICT (name) DO UPDATE SET password = excluded.password, epoch = epoch + 1
          """, arguments: [name, password])
      try database.execute(
        sql: "DELETE FROM server_sessions WHERE user_id = (SELECT id FROM server_users WHERE name = ?)",
        arguments: [name])
    }
  }

  /// Begins a session of a client.
  /// - Parameter end: Unix seconds, unless it is used before.
  /// - Returns: its id; the number of its first refresh token is 1.
  public func beginSession(of user: Int64, until end: Int64) async throws(LibraryError) -> Int64 {
    try await library.write("begin a session") { database in
      try database.execute(
        sql: "INSERT INTO server_sessions (user_id, expires_at) VALUES (?, ?)", arguments: [user, end])
      return database.lastInsertedRowID
    }
  }

  /// Uses a refresh token.
  ///
  /// A token that was used already is good once more only while none of its successors was: the answer may have got
  /// lost. Any other one was copied, and ends the session for whoever has it.
  /// - Returns: the number of the next one; `nil` where this one is good for nothing.
  public func useToken(
    number: Int64, session: Int64, user: Int64, now: Int64, until end: Int64
  ) async throws(LibraryError) -> Int64? {
    try await library.write("use a refresh token") { database in
      let state = try database.cachedStatement(
        sql: """
          SELECT used_number, first_open_number, last_number FROM server_sessions
          WHERE id = ? AND user_id = ? AND expires_at > ?
          """
      ).firstRow([session, user, now]) { row in
        try (
          used: row.value(at: 0) as Int64, open: row.value(at: 1) as Int64, last: row.value(at: 2) as Int64
        )
      }
      guard let state else { return nil }
      let isOpen = number >= state.open && number <= state.last
      guard isOpen || number == state.used else {
        try database.execute(sql: "DELETE FROM server_sessions WHERE id = ?", arguments: [session])
        return nil
      }
      let next = state.last + 1
      try database.execute(
        sql: """
          UPDATE server_sessions SET used_number = ?, first_open_number = ?, last_number = ?, expires_at = ?
          WHERE id = ?
          """, arguments: [number, isOpen ? next : state.open, next, end, session])
      return next
    }
  }
}
