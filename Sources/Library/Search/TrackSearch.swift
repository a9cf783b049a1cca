import GRDB
import Model

/// One full-text search, held to a bounded cost in a library of any size.
///
/// A word that few tracks have is *narrow*, any other *wide*. Where there are narrow words they rank the result by
/// bm25. Wide words alone match too much for a rank to mean anything: the first tracks by id that have them are the
/// answer. (bm25 reads each word's whole list: 600 ms for one letter in 1,000,000 tracks.)
///
/// What begins with a word of more than six letters is in no list of the index: SQLite merges those of all longer
/// forms, which takes up to 30 ms for a wide word. So two lists that are there are asked first (`found`).
struct TrackSearch {
  /// A word that more tracks have is wide.
  private static let narrowLimit = 2_000
  /// The longest prefix that the index keeps a list for; longer ones are merged from all words that begin so.
  private static let indexedPrefix = 6
  /// The texts of so many tracks are read sooner than the lists of a wide word's longer forms are merged.
  private static let readLimit = 500

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
    let (narrow, wide) = try sorted()
    let all: [Int64]
    if !narrow.isEmpty {
      all = try ranked(narrow, wide)
    } else if let members = try membersOfGroup(with: wide) {
      all = members
    } else if let page = try page(of: wide, offset: offset, limit: limit, most: most) {
      return page
    } else {
      all = try found([], wide, upTo: most)
    }
    return (Array(all.dropFirst(offset).prefix(limit)), all.count)
  }

  /// A page of what has wide words, where no text has to be read for it: to count the rest costs a fifth of reading it.
  /// - Returns: `nil` where `found` has to tell.
  private func page(
    of wide: [String], offset: Int, limit: Int, most: Int
  ) throws -> (ids: [Int64], total: Int)? {
    // Several words cost more to look for twice than to read once.
    guard wide.count == 1 || !wide.contains(where: isLong) else { return nil }
    let certain = certain([], wide)
    let total = try count(certain, upTo: most)
    if total < most, wide.contains(where: isLong) {
      guard try count(possible([], wide), upTo: most) == total else { return nil }
    }
    return (try ids(certain, upTo: max(0, min(limit, most - offset)), from: offset), total)
  }

  /// The words by how many tracks have them.
  private func sorted() throws -> (narrow: [String], wide: [String]) {
    var narrow: [String] = []
    var wide: [String] = []
    var undecided: [String] = []
    for word in words.words {
      if !isLong(word) {
        if try isWide(SearchWords.prefix(word)) { wide.append(word) } else { narrow.append(word) }
      } else if try isWide(SearchWords.exact(word)) {
        wide.append(word)
      } else if try isWide(indexed(word)) {
        undecided.append(word)
      } else {
        narrow.append(word)
      }
    }
    // Beside a narrow word it makes no difference to the result, only to its rank.
    let isRanked = !narrow.isEmpty
    for word in undecided {
      if try isRanked || isWide(SearchWords.prefix(word)) { wide.append(word) } else { narrow.append(word) }
    }
    return (narrow, wide)
  }

  /// The tracks with all the words, ranked by the narrow ones.
  private func ranked(_ narrow: [String], _ wide: [String]) throws -> [Int64] {
    let match = Match(narrow.map(SearchWords.prefix), query.restriction, isRanked: true)
    guard !wide.isEmpty else { return try ids(match, upTo: Self.narrowLimit) }
    let found = Set(try found(narrow, wide, upTo: Self.narrowLimit))
    return found.isEmpty ? [] : try ids(match, upTo: Self.narrowLimit).filter(found.contains)
  }

  /// - Returns: the tracks of an album, an artist or a playlist that have the words, in its order; `nil` where the
  ///   filter names none, or one of too many tracks.
  private func membersOfGroup(with wide: [String]) throws -> [Int64]? {
    guard query.isOfGroup else { return nil }
    let members = try query.ids(database, limit: Self.narrowLimit + 1)
    guard members.count <= Self.narrowLimit else { return nil }
    // A playlist may hold a track twice; what is found is the track.
    var seen: Set<Int64> = []
    return try members.filter { try seen.insert($0).inserted && has(wide, track: $0) }
  }

  /// The first tracks by id that have all the words.
  ///
  /// Those with the long words themselves are among them, and all of them have words with the same first letters.
  /// Mostly these two are the same tracks, or the first are enough; else the texts of the few that differ tell.
  private func found(_ narrow: [String], _ wide: [String], upTo most: Int) throws -> [Int64] {
    let certain = try ids(certain(narrow, wide), upTo: most)
    guard certain.count < most, wide.contains(where: isLong) else { return certain }
    let possible = try ids(possible(narrow, wide), upTo: most)
    let open = possible.count - certain.count
    guard possible.count < most, open <= Self.readLimit else {
      return try ids(match(narrow, wide, long: SearchWords.prefix), upTo: most)
    }
    guard open > 0 else { return certain }
    let known = Set(certain)
    return try possible.filter { try known.contains($0) || has(wide, track: $0) }
  }

  /// What has the long words themselves.
  private func certain(_ narrow: [String], _ wide: [String]) -> Match {
    match(narrow, wide, long: SearchWords.exact)
  }

  /// What has words with the same first letters as the long ones.
  private func possible(_ narrow: [String], _ wide: [String]) -> Match {
    match(narrow, wide, long: indexed)
  }

  private func match(_ narrow: [String], _ wide: [String], long: (String) -> String) -> Match {
    let wide = wide.map { isLong($0) ? long($0) : SearchWords.prefix($0) }
    return Match(narrow.map(SearchWords.prefix) + wide, query.restriction)
  }

  private func isLong(_ word: String) -> Bool { word.unicodeScalars.count > Self.indexedPrefix }

  /// The FTS5 expression for a word with the same first letters, as many as the index keeps a list for.
  private func indexed(_ word: String) -> String {
    SearchWords.prefix(String(String.UnicodeScalarView(word.unicodeScalars.prefix(Self.indexedPrefix))))
  }

  private func isWide(_ expression: String) throws -> Bool {
    try count(Match([expression], nil), upTo: Self.narrowLimit + 1) > Self.narrowLimit
  }

  private func count(_ match: Match, upTo most: Int) throws -> Int {
    let statement = try database.cachedStatement(sql: "SELECT count(*) FROM (\(match.sql) LIMIT ?)")
    return try Int.fetchOne(statement, arguments: match.arguments + [most]) ?? 0
  }

  private func ids(_ match: Match, upTo most: Int, from offset: Int = 0) throws -> [Int64] {
    try Int64.fetchAll(
      database.cachedStatement(sql: match.sql + " LIMIT ? OFFSET ?"),
      arguments: match.arguments + [most, offset])
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
