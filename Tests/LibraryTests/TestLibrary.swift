import Foundation
import GRDB
import Model
import TestKit

@testable import Library

/// A library of one test's own, in a real file, and files to put into it.
struct TestLibrary {
  let folder: TemporaryFolder
  let store: LibraryStore

  var path: String { store.path }

  init() throws {
    folder = try TemporaryFolder()
    store = try LibraryStore.open(
      at: folder.path(of: "data/library.db"), coversDirectory: folder.path + "/covers", patience: 0)
  }

  /// - Parameter content: files of the same number hold the same bytes.
  static func file(
    _ path: String, content: UInt8, inode: UInt64 = 1, modified: Int64 = 1, cover: String? = nil,
    _ change: (inout TrackTags) -> Void = { _ in }
  ) throws -> ScannedFile {
    var tags = TrackTags()
    change(&tags)
    guard let hash = ContentHash(Array(repeating: content, count: ContentHash.length)) else {
      throw LibraryError.failed(action: "make a test file", reason: "no hash")
    }
    return ScannedFile(
      path: path, stamp: FileStamp(size: 1_000 + Int64(content), modified: modified, inode: inode),
      hash: hash,
      tags: tags, cover: cover.map { CoverKey(hash: $0, fileExtension: "jpg") })
  }

  /// Adds a file that stands for itself.
  @discardableResult
  func add(
    _ path: String, content: UInt8, _ change: (inout TrackTags) -> Void = { _ in }
  ) async throws -> Track {
    try await store.apply(ScanBatch(scanned: [Self.file(path, content: content, change)]))
    return try await only(at: path)
  }

  /// The one track whose local file has that path.
  func only(at path: String) async throws -> Track {
    var filter = TrackFilter()
    filter.limit = 1_000
    let found = try await store.tracks(filter).items.filter { $0.availabilities.contains { $0.path == path } }
    guard let track = found.first, found.count == 1 else {
      throw LibraryError.notFound("single track at \(path)")
    }
    return track
  }

  func titles(_ change: (inout TrackFilter) -> Void = { _ in }) async throws -> [String] {
    var filter = TrackFilter()
    change(&filter)
    return try await store.tracks(filter).items.map(\.title)
  }

  func found(_ text: String) async throws -> [String] {
    try await store.search(text).items.map(\.title)
  }

  /// Runs SQL as another program would.
  func execute(_ sql: String) async throws {
    try await store.pool.write { try $0.execute(sql: sql) }
  }

  /// Adds a server with the tracks as streams; returns its id.
  func addServer(online: Bool, streams: [Track.ID]) async throws -> Source.ID {
    try await store.pool.write { database in
      try database.execute(
        sql: """
          INSERT INTO sources (name, source_type, dialect, server_url, is_online)
          SELECT 'Server ' || count(*), 'server', 'soul', 'https://music.example/' || count(*), ? FROM sources
          """, arguments: [online])
      let source = database.lastInsertedRowID
      for track in streams {
        try database.execute(
          sql: """
            INSERT INTO track_sources (track_id, source_id, status, server_file_id)
            VALUES (?1, ?2, 'stream_only', 'remote-' || ?1)
            """, arguments: [track.rawValue, source])
      }
      return Source.ID(rawValue: source)
    }
  }

  /// Compares what changes keep by hand with what counting says; empty when all is well.
  static func inconsistencies(of store: LibraryStore) async throws -> [String] {
    try await store.pool.write { database in
      var found = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
      let counts = [
        "SELECT 'place ' || id FROM places p WHERE track_count <> (SELECT count(*) FROM tracks WHERE place_id = p.id)",
        "SELECT 'track ' || t.id FROM tracks t JOIN track_places p ON p.track_id = t.id WHERE t.place_id <> p.place_id",
        "SELECT 'album ' || id FROM albums a WHERE track_count <> (SELECT count(*) FROM tracks WHERE album_id = a.id)",
        """
        SELECT 'album time ' || id FROM albums a
        WHERE duration <> (SELECT coalesce(sum(duration), 0) FROM tracks WHERE album_id = a.id)
        """,
        """
        SELECT 'artist ' || id FROM artists a
        WHERE track_count <> (SELECT count(*) FROM track_artists WHERE artist_id = a.id)
          OR album_count <> (SELECT count(*) FROM album_artists WHERE artist_id = a.id)
        """,
        """
        SELECT 'source ' || id FROM sources s
        WHERE track_count <> (
          SELECT count(*) FROM track_sources WHERE source_id = s.id AND status <> 'unavailable')
        """,
        "SELECT 'empty album ' || id FROM albums WHERE track_count = 0",
        "SELECT 'empty artist ' || id FROM artists WHERE track_count = 0",
        "SELECT 'foreign key of ' || \"table\" FROM pragma_foreign_key_check",
      ]
      for sql in counts { found += try String.fetchAll(database, sql: sql) }
      // Fails unless the index has exactly the words of the tracks.
      try database.execute(sql: "INSERT INTO track_search (track_search, rank) VALUES ('integrity-check', 1)")
      return found
    }
  }
}
