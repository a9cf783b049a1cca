import Foundation
import GRDB

extension ServerStore {
  /// Does what a client asks, in one transaction with the memory of its key.
  ///
  /// The same request with the same key does nothing for 30 days and gets the same answer.
  public func perform(
    _ operation: ServerOperation, key: OperationKey?
  ) async throws(LibraryError) -> OperationOutcome {
    let now = Int64(Date().timeIntervalSince1970)
    return try await library.write("carry out what a client asked") { database in
      if let key {
        try Self.forgetAnswers(database, now: now)
        if let known = try Self.answer(to: key, database) { return known }
      }
      let outcome = try Self.carryOut(operation, database, now: now)
      if let key { try Self.remember(outcome, for: key, database, now: now) }
      return outcome
    }
  }

  private static func carryOut(
    _ operation: ServerOperation, _ database: Database, now: Int64
  ) throws -> OperationOutcome {
    switch operation {
    case .play(let track, let playedAt):
      try withTrack(track, database) { try addPlay(of: track, at: playedAt, database) }
    case .rate(let track, let stars):
      try withTrack(track, database) {
        try rate(track, "rating", stars > 0 ? stars / 5 : nil, database, now: now)
      }
    case .setFavorite(let track, let isFavorite):
      try withTrack(track, database) { try rate(track, "is_favorite", isFavorite, database, now: now) }
    case .addPlaylist(let name, let description):
      try addPlaylist(name: name, description: description, database, now: now)
    case .renamePlaylist(let id, let name):
      try renamePlaylist(id, to: name, database)
    case .removePlaylist(let id):
      try removePlaylist(id, database)
    case .appendToPlaylist(let id, let track):
      try withTrack(track, database) { try append(track, to: id, database) }
    case .removeFromPlaylist(let id, let track):
      try remove(track, from: id, database)
    case .setPlaylistTracks(let id, let tracks):
      try setTracks(tracks, of: id, database)
    }
  }

  private static func withTrack(
    _ id: Int64, _ database: Database, _ body: () throws -> OperationOutcome
  ) throws -> OperationOutcome {
    try hasTrack(id, database) ? body() : .notFound("track")
  }

  static func hasTrack(_ id: Int64, _ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM tracks WHERE id = ? AND place_id = 1)"),
      arguments: [id]) ?? false
  }

  private static func addPlay(
    of track: Int64, at time: Int64, _ database: Database
  ) throws -> OperationOutcome {
    try database.execute(
      sql: "INSERT INTO play_history (track_id, played_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [track, time])
    if database.changesCount == 1 {
      try database.execute(
        sql: """
          UPDATE tracks SET play_count = play_count + 1, last_played = max(coalesce(last_played, 0), ?)
          WHERE id = ?
          """, arguments: [time, track])
    }
    return .done
  }

  private static func rate(
    _ track: Int64, _ column: String, _ value: (any DatabaseValueConvertible)?, _ database: Database,
    now: Int64
  ) throws -> OperationOutcome {
    try database.execute(
      sql: """
        INSERT INTO ratings (track_id, \(column), updated_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (track_id) DO UPDATE SET \(column) = excluded.\(column), updated_at = excluded.updated_at
        """, arguments: [track, value, now])
    return .done
  }

  private static func answer(to key: OperationKey, _ database: Database) throws -> OperationOutcome? {
    try database.cachedStatement(
      sql: "SELECT request, outcome, body FROM server_answers WHERE user_id = ? AND key = ?"
    ).firstRow([key.user, key.key]) { row in
      guard try Array(row.value(at: 0) as Data) == key.request else { return .keyReused }
      let body: Data = try row.value(at: 2)
      return switch try row.value(at: 1) as String {
      case "playlist": .playlist(Array(body))
      case "not found": .notFound(String(decoding: body, as: UTF8.self))
      default: .done
      }
    }
  }

  private static func remember(
    _ outcome: OperationOutcome, for key: OperationKey, _ database: Database, now: Int64
  ) throws {
    let (name, body): (String, [UInt8]) =
      switch outcome {
      case .done, .keyReused: ("done", [])
      case .playlist(let document): ("playlist", document)
      case .notFound(let what): ("not found", Array(what.utf8))
      }
    try database.execute(
      sql: """
        INSERT INTO server_answers (user_id, key, request, outcome, body, created_at) VALUES (?, ?, ?, ?, ?, ?)
        """, arguments: [key.user, key.key, Data(key.request), name, Data(body), now])
  }
}
