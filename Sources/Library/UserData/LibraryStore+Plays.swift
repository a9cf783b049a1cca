import GRDB
public import Model

extension LibraryStore {
  /// Counts a play of a track: a row of the history, the track's play count and the time of its last play.
  ///
  /// A track that is no longer in the library is left out without an error: it played to its end all the same.
  /// - Parameter unixSeconds: when the track was played.
  public func recordPlay(of track: Track.ID, at unixSeconds: Int64) async throws(LibraryError) {
    let totals: LibraryTotals? = try await write("count a play") { database in
      try database.execute(
        sql: """
          UPDATE tracks SET play_count = play_count + 1, last_played = max(coalesce(last_played, 0), ?) WHERE id = ?
          """,
        arguments: [unixSeconds, track.rawValue])
      guard database.changesCount == 1 else { return nil }
      try database.execute(
        sql: "INSERT INTO play_history (track_id, played_at) VALUES (?, ?)",
        arguments: [track.rawValue, unixSeconds])
      return try LibraryTotals(database)
    }
    if let totals { announcements.send(.tracks(totals)) }
  }
}
