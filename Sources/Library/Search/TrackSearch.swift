import GRDB
import Model

/// One full-text search, held to a bounded cost in a library of any size.
///
/// A word that few tracks have is *narrow*, any other *wide*. Where there are narrow words they find the
/// candidates and rank them by bm25, and the wide ones are only checked on those. Wide words alone match too
/// much for a rank to mean anything: the first tracks by id that have them are the answer. (bm25 reads each
/// word's whole list: 600 ms for one letter in 1,000,000 tracks.)
struct TrackSearch {
  /// A word that more tracks have is wide.
  private static let narrowLimit = 2_000
  /// The longest prefix that the index keeps a list for; longer ones are merged from all words that begin so.
  private static let indexedPrefix = 3

  private let words: SearchWords
  private let restriction: (sql: String, arguments: StatementArguments)?
  private let database: Database

  init(_ text: String, _ filter: TrackFilter, in database: Database) throws {
    words = try SearchWords(text, database)
    restriction = try TrackQuery(filter, in: database).restriction
    self.database = database
  }

  /// The ids of all that is found, best first, but no more than `limit`.
  func ids(limit: Int) throws -> [Int64] {
    guard !words.words.isEmpty else { return [] }
    var narrow: [String] = []
    var wide: [(word: String, isCommon: Bool)] = []
    for word in words.words {
      let isCommon = try isCommon(word)
      if try !isCommon
        && match([SearchWords.prefix(word)], limit: Self.narrowLimit + 1).count <= Self.narrowLimit
      {
        narrow.append(word)
      } else {
        wide.append((word, isCommon))
      }
    }
    if narrow.isEmpty { return try widely(wide, limit: limit) }
    let candidates = try match(
      narrow.map(SearchWords.prefix), limit: limit, ranked: true, restricted: true)
    return wide.isEmpty ? candidates : try candidates.filter { try has(wide.map(\.word), track: $0) }
  }

  /// Whether the word itself, not as a beginning, is in so many tracks that it is wide. That is known without
  /// merging the lists of the words that begin with it.
  private func isCommon(_ word: String) throws -> Bool {
    guard word.unicodeScalars.count > Self.indexedPrefix else { return false }
    return try match([SearchWords.exact(word)], limit: Self.narrowLimit + 1).count > Self.narrowLimit
  }

  /// Where the common words themselves are in enough tracks, their longer forms need no look-up.
  private func widely(_ wide: [(word: String, isCommon: Bool)], limit: Int) throws -> [Int64] {
    let prefixes = wide.map { SearchWords.prefix($0.word) }
    guard wide.contains(where: \.isCommon) else { return try match(prefixes, limit: limit, restricted: true) }
    let exact = wide.map { $0.isCommon ? SearchWords.exact($0.word) : SearchWords.prefix($0.word) }
    let found = try match(exact, limit: limit, restricted: true)
    return found.count == limit ? found : try match(prefixes, limit: limit, restricted: true)
  }

  private func match(
    _ expressions: [String], limit: Int, ranked: Bool = false, restricted: Bool = false
  ) throws -> [Int64] {
    var sql = "SELECT rowid FROM track_search WHERE track_search MATCH ?"
    var arguments: StatementArguments = [expressions.joined(separator: " AND ")]
    if restricted, let restriction {
      sql += " AND \(restriction.sql)"
      arguments += restriction.arguments
    }
    // The columns' weights: title, artists, album, album artists, composers, genres.
    sql += ranked ? " ORDER BY bm25(track_search, 10, 5, 3, 3, 1, 1), rowid" : ""
    return try Int64.fetchAll(database.cachedStatement(sql: sql + " LIMIT ?"), arguments: arguments + [limit])
  }

  private func has(_ prefixes: [String], track id: Int64) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: """
        SELECT title || ' ' || artists || ' ' || coalesce(album, '') || ' ' || album_artists || ' ' || composers
          || ' ' || genres FROM tracks WHERE id = ?
        """)
    guard let text = try String.fetchOne(statement, arguments: [id]) else { return false }
    return try words.text(text, hasPrefixes: prefixes)
  }
}
