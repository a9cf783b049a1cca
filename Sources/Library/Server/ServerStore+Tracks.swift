import GRDB
import Model

extension ServerStore {
  /// A track as JSON; `nil` where clients don't see one of this id.
  public func track(_ id: Int64) async throws(LibraryError) -> [UInt8]? {
    try await library.read("look up a track") { database in
      let documents = try Self.documents([id], database)
      return documents.bytes.count > 1 ? Array(documents.bytes.dropFirst()) : nil
    }
  }

  /// A page of the tracks, by title; with a text those that `LibraryStore.search` finds for it, best first.
  /// - Returns: a JSON array of `Track` objects, and how many there are in all.
  public func tracks(
    matching text: String?, offset: Int, limit: Int
  ) async throws(LibraryError) -> (tracks: [UInt8], total: Int) {
    try await library.read("list tracks") { database in
      var filter = TrackFilter()
      filter.available = true
      filter.order = .title
      filter.offset = offset
      filter.limit = limit
      let page =
        if let text {
          try TrackSearch(text, filter, in: database)
            .page(offset: offset, limit: limit, most: LibraryStore.searchLimit)
        } else {
          try TrackQuery(filter, in: database).page(database)
        }
      return (try Self.documents(page.ids, database).array(), page.total)
    }
  }

  /// The absolute path of a track's file; `nil` where clients don't see a track of this id.
  public func file(of id: Int64) async throws(LibraryError) -> String? {
    try await library.read("look up a file") { database in
      try String.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT local_file_path FROM track_sources
            WHERE track_id = ? AND source_id = 1 AND status = 'local_file'
            """), arguments: [id])
    }
  }

  /// The cover of a track; `nil` where it has none.
  public func cover(of id: Int64) async throws(LibraryError) -> CoverKey? {
    try await library.read("look up a cover") { database in
      try database.cachedStatement(
        sql: """
          SELECT c.hash, c.extension FROM tracks t JOIN covers c ON c.id = t.cover_id
          WHERE t.id = ? AND t.place_id = 1
          """
      ).firstRow([id]) { try CoverKey(hash: $0.value(at: 0), fileExtension: $0.value(at: 1)) }
    }
  }

  private static func documents(_ ids: [Int64], _ database: Database) throws -> DocumentList {
    var list = DocumentList()
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT \(TrackDocument.column)
          FROM json_each(?) ids CROSS JOIN server_changes g ON g.track_id = ids.value AND g.is_deleted = 0
          ORDER BY ids.key
          """), arguments: [JSONList.of(ids)])
    while let row = try rows.next() { try list.append(row, at: 0) }
    return list
  }
}
