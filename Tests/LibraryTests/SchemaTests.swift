import GRDB
import Model
import Testing

@testable import Library

/// The constraints that no code above may get around.
@Suite struct SchemaTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func server(_ active: Int = 0) -> String {
    """
    INSERT INTO sources (name, source_type, dialect, server_url, is_active)
    SELECT 'S' || count(*), 'server', 'soul', 'https://music.example/' || count(*), \(active) FROM sources
    """
  }

  @Test func oneServerAtMostIsActive() async throws {
    try await library.execute(server(1))
    try await library.execute(server(0))
    await #expect(throws: DatabaseError.self) { try await library.execute(server(1)) }
    await #expect(throws: DatabaseError.self) {
      try await library.execute("UPDATE sources SET is_active = 1 WHERE id = 3")
    }
  }

  @Test(arguments: [
    "DELETE FROM sources WHERE id = 1",
    "UPDATE sources SET id = 5 WHERE id = 1",
    "UPDATE sources SET is_active = 1 WHERE id = 1",
    "UPDATE sources SET is_online = 0 WHERE id = 1",
    "UPDATE sources SET source_type = 'server' WHERE id = 1",
    "INSERT INTO sources (name, source_type, is_online) VALUES ('Second', 'local', 1)",
    "INSERT INTO sources (name, source_type, dialect) VALUES ('No address', 'server', 'soul')",
    "INSERT INTO sources (name, source_type, server_url) VALUES ('No dialect', 'server', 'https://x')",
  ])
  func thisDeviceIsTheOneLocalSource(sql: String) async throws {
    await #expect(throws: DatabaseError.self) { try await library.execute(sql) }
    #expect(try await library.store.sources().map(\.id) == [Source.localID])
  }

  @Test(arguments: [
    "INSERT INTO track_sources (track_id, source_id, status, local_file_path) VALUES (1, 1, 'local_file', '/other')",
    "INSERT INTO track_sources (track_id, source_id, status) VALUES (2, 1, 'local_file')",
    "INSERT INTO track_sources (track_id, source_id, status, local_file_path) VALUES (2, 1, 'local_file', '/a')",
    "INSERT INTO track_sources (track_id, source_id, status) VALUES (2, 1, 'stream_only')",
    "INSERT INTO track_sources (track_id, source_id, status) VALUES (2, 1, 'elsewhere')",
    "INSERT INTO track_sources (track_id, source_id, status) VALUES (2, 9, 'stream_only')",
    "INSERT INTO ratings (track_id, rating) VALUES (1, 1.5)",
    "INSERT INTO library_folders (path) VALUES ('relative')",
    "UPDATE tracks SET title = NULL WHERE id = 1",
  ])
  func rowsThatContradictThemselvesAreRefused(sql: String) async throws {
    try await library.add("/a", content: 1)
    try await library.execute(
      """
      INSERT INTO tracks (title, origin_source_id, sort_title, sort_artist, sort_album, place_id)
      VALUES ('Bare', 1, 'bare', '', '', 3)
      """)
    await #expect(throws: DatabaseError.self) { try await library.execute(sql) }
  }

  @Test func everyTableOfTheDesignIsThere() async throws {
    let tables = try await library.store.pool.read { database in
      try String.fetchSet(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    #expect(
      tables.isSuperset(of: [
        "sources", "tracks", "track_sources", "sync_state", "sync_queue", "artists", "albums", "track_search",
        "play_history", "ratings", "playlists", "playlist_tracks", "library_folders", "file_facts",
        "settings",
        "queue_state", "queue_entries", "covers",
      ]))
  }

  @Test func idsAreNotUsedTwice() async throws {
    try await library.store.addFolder("/m")
    let first = try await library.add("/m/a", content: 1) {
      $0.album = "One"; $0.artists = ["A"]
    }
    try await library.store.removeFolder("/m")
    try await library.store.addFolder("/m")
    let second = try await library.add("/m/a", content: 1) {
      $0.album = "One"; $0.artists = ["A"]
    }
    #expect(second.id > first.id)
    #expect(try #require(second.albumID) > #require(first.albumID))
  }

  @Test func noOrderOfAListIsSorted() async throws {
    for order in TrackOrder.allCases {
      var filter = TrackFilter()
      filter.order = order
      let plan = try await library.store.pool.read { [filter] database in
        let query = try TrackQuery(filter, in: database)
        return try Row.fetchAll(
          database, sql: "EXPLAIN QUERY PLAN " + query.sql, arguments: query.arguments + [100, 0]
        ).map { $0["detail"] as String }
      }
      #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(order): \(plan)")
      #expect(plan.contains { $0.contains("COVERING INDEX") }, "\(order): \(plan)")
    }
  }
}
