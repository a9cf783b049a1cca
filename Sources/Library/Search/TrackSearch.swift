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
  private static let indexedPrefix = 6

  private let words: SearchWords
  private let query: TrackQuery
  private let database: Database

  init(_ text: String, _ filter: TrackFilter, in database: Database) throws {
    words = try SearchWords(text, database)
    query = try TrackQuery(filter, in: database)
    self.database = database
  }

  /// What is found from `offset` on, best first, and how much there is in all.
  /// - Parameter most: nothing beyond so many is looked for, nor counted.
  func page(offset: Int, limit: Int, most: Int) throws -> (ids: [Int64], total: Int) {
    guard !words.words.isEmpty else { return ([], 0) }
    var narrow: [String] = []
    var wide: [WideWord] = []
    for word in words.words {
      if let wideWord = try wideWord(word) { wide.append(wideWord) } else { narrow.append(word) }
    }
    if let found = try candidates(narrow, wide) {
      return (Array(found.dropFirst(offset).prefix(limit)), found.count)
    }
    return try widely(wide, offset: min(offset, most), limit: min(limit, max(0, most - offset)), most: most)
  }

  /// The answer where it can be found among few tracks: those with the narrow words, or the filter's own.
  private func candidates(_ narrow: [String], _ wide: [WideWord]) throws -> [Int64]? {
    if !narrow.isEmpty {
      let match = Match(narrow.map(SearchWords.prefix), query.restriction, isRanked: true)
      let found = try Int64.fetchAll(
        database.cachedStatement(sql: match.sql + " LIMIT \(Self.narrowLimit)"), arguments: match.arguments)
      return wide.isEmpty ? found : try found.filter { try has(wide.map(\.word), track: $0) }
    }
    guard query.isOfGroup else { return nil }
    let members = try query.ids(database, limit: Self.narrowLimit + 1)
    guard members.count <= Self.narrowLimit else { return nil }
    // A playlist may hold a track twice; what is found is the track.
    var seen: Set<Int64> = []
    return try members.filter { try seen.insert($0).inserted && has(wide.map(\.word), track: $0) }
  }

  /// Where the common words themselves are in enough tracks, their longer forms need no look-up.
  private func widely(
    _ wide: [WideWord], offset: Int, limit: Int, most: Int
  ) throws -> (ids: [Int64], total: Int) {
    let exact = wide.map { $0.isCommon ? SearchWords.exact($0.word) : SearchWords.prefix($0.word) }
    var match = Match(exact, query.restriction)
    var total = try count(match, upTo: most)
    if total < most, wide.contains(where: \.isCommon) {
      match = Match(wide.map { SearchWords.prefix($0.word) }, query.restriction)
      total = try count(match, upTo: most)
    }
    let ids = try Int64.fetchAll(
      database.cachedStatement(sql: match.sql + " LIMIT ? OFFSET ?"),
      arguments: match.arguments + [limit, offset])
    return (ids, total)
  }

  /// - Returns: `nil` for a narrow word.
  private func wideWord(_ word: String) throws -> WideWord? {
    // That the word itself, not as a beginning, is in many tracks is known without merging the lists of the
    // words that begin with it.
    if word.unicodeScalars.count > Self.indexedPrefix, try isWide(SearchWords.exact(word)) {
      return WideWord(word: word, isCommon: true)
    }
    return try isWide(SearchWords.prefix(word)) ? WideWord(word: word, isCommon: false) : nil
  }

  private func isWide(_ expression: String) throws -> Bool {
    try count(Match([expression], nil), upTo: Self.narrowLimit + 1) > Self.narrowLimit
  }

  private func count(_ match: Match, upTo most: Int) throws -> Int {
    try Int.fetchOne(
      database.cachedStatement(sql: "SELECT count(*) FROM (\(match.sql) LIMIT ?)"),
      arguments: match.arguments + [most]) ?? 0
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

extension TrackSearch {
  private struct WideWord {
    let word: String
    /// In many tracks as it is, without anything after it.
    let isCommon: Bool
  }

  /// The SQL that finds the rows which have all of some words.
  private struct Match {
    let sql: String
    let arguments: StatementArguments

    init(
      _ expressions: [String], _ restriction: (sql: String, arguments: StatementArguments)?,
      isRanked: Bool = false
    ) {
      let condition = restriction.map { " AND \($0.sql)" } ?? ""
      // The columns' weights: title, artists, album, album artists, composers, genres.
      let order = isRanked ? " ORDER BY bm25(track_search, 10, 5, 3, 3, 1, 1), rowid" : ""
      sql = "SELECT rowid FROM track_search WHERE track_search MATCH ?\(condition)\(order)"
      arguments = [expressions.joined(separator: " AND ")] + (restriction?.arguments ?? [])
    }
  }
}
