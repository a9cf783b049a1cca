import GRDB
public import Model

extension LibraryStore {
  /// Counts a play of a track: a row of the history, the track's play count and the time of its last play.
  ///
  /// A track that is no longer in the library is left out without an error: it played to its end all the same.
  /// - Parameter unixSeconds: when the track was played.
  public func recordPlay(of track: Track.ID, at unixSeconds: Int64) async throws(LibraryError) {
    let totals: LibraryTotals? = try await write("count a play") { database in
      // It may have become another track since it was queued.
      let track =
        try Int64.fetchOne(
          database, sql: "SELECT track_id FROM merged_tracks WHERE id = ?", arguments: [track.rawValue])
        ?? track.rawValue
      try database.execute(
        sql: """
          UPDATE tracks SET play_count = play_count + 1, last_played = max(coalesce(last_played, 0), ?) WHERE id = ?
          """,
        arguments: [unixSeconds, track])
      guard database.changesCount == 1 else { return nil }
      try database.execute(
        sql: "INSERT INTO play_history (track_id, played_at) VALUES (?, ?)",
        arguments: [track, unixSeconds])
      return try LibraryTotals(database)
    }
    if let totals { announcements.send(.tracks(totals)) }
  }
}
