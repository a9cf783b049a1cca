import GRDB
public import Model

/// Reads that answer at once, for the queue of the one who asks: the player decides each command in one turn.
///
/// Each is a few points in an index, or a list that goes into the queue as a whole. They must not be called from
/// a task of Swift's own threads, which are few and must not wait.
extension LibraryStore {
  /// A track to be played: its availabilities have the hashes of their files where these are known.
  /// - Returns: `nil` where there is no such track.
  public func trackNow(_ id: Track.ID) throws(LibraryError) -> Track? {
    try readNow("look up a track") { [coversDirectory] database in
      try TrackRows(database, coversDirectory: coversDirectory, hashes: true).tracks([id.rawValue]).first
    }
  }

  /// As `tracks(ids:)`.
  public func tracksNow(_ ids: [Track.ID]) throws(LibraryError) -> [Track] {
    try readNow("look up tracks") { [coversDirectory] database in
      try TrackRows(database, coversDirectory: coversDirectory).tracks(ids.map(\.rawValue))
    }
  }

  /// Those of the tracks that are not in the library any more.
  public func missingTracksNow(of ids: [Track.ID]) throws(LibraryError) -> Set<Track.ID> {
    try readNow("look up tracks") { database in
      let missing = try Int64.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM tracks WHERE id = value)
              AND NOT EXISTS (SELECT 1 FROM merged_tracks WHERE id = value)
            """), arguments: [JSONList.of(ids.map(\.rawValue))])
      return Set(missing.map(Track.ID.init))
    }
  }

  /// As `trackIDs(of:)`.
  public func trackIDsNow(of collection: TrackCollection) throws(LibraryError) -> [Track.ID] {
    try readNow("list tracks") { try Self.trackIDs(of: collection, $0) }
  }

  public func hasPlaylistNow(_ id: Playlist.ID) throws(LibraryError) -> Bool {
    try readNow("look up a playlist") { database in
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM playlists WHERE id = ?)", arguments: [id.rawValue])
        ?? false
    }
  }

  /// - Parameter path: absolute.
  /// - Returns: the track whose file this is; `nil` for a file that is not in the library.
  public func trackIDNow(ofFileAt path: String) throws(LibraryError) -> Track.ID? {
    try readNow("look up a file") { database in
      try Int64.fetchOne(
        database,
        sql:
          "SELECT track_id FROM track_sources WHERE local_file_path = ? AND status IN ('local_file', 'cached')",
        arguments: [path]
      ).map(Track.ID.init)
    }
  }

  /// As `sources()`.
  public func sourcesNow() throws(LibraryError) -> [Source] {
    try readNow("list sources", Self.sources)
  }

  private func readNow<Value>(
    _ action: String, _ body: (Database) throws -> Value
  ) throws(LibraryError) -> Value {
    try enter(action)
    defer { gate.leave() }
    do {
      return try pool.read(body)
    } catch {
      throw LibraryError(error, path: path, action: action)
    }
  }
}
