import GRDB
import Model

/// The SQL of one list of tracks: which ids, in which order, and how many there are.
struct TrackQuery {
  /// Fewer tracks than this are sorted; more are read from the index of their order.
  private static let sortable = 5_000

  private let filter: TrackFilter
  private let places: PlaceSelection
  private var tables = "tracks t"
  private var indexHint = ""
  private var conditions: [String] = []
  private(set) var arguments: StatementArguments = []
  /// The length of the list where the library knows it without counting.
  private var knownTotal: Int?

  init(_ filter: TrackFilter, in database: Database) throws {
    self.filter = filter
    places = try PlaceSelection(database, available: filter.available, badge: filter.badge)
    if let playlist = filter.playlist {
      tables = "playlist_tracks p CROSS JOIN tracks t ON t.id = p.track_id"
      require("p.playlist_id = ?", playlist.rawValue)
    } else if let artist = filter.artist {
      tables = "track_artists a CROSS JOIN tracks t ON t.id = a.track_id"
      require("a.artist_id = ?", artist.rawValue)
    }
    if filter.playlist != nil, let artist = filter.artist {
      require("t.id IN (SELECT track_id FROM track_artists WHERE artist_id = ?)", artist.rawValue)
    }
    if let album = filter.album { require("t.album_id = ?", album.rawValue) }
    if let condition = places.sql(table: "t") { conditions.append(condition) }
    try requireSource(in: database, isOnly: !isOfGroup && places.ids == nil)
    if !isOfGroup {
      if let ids = places.ids, places.trackCount < Self.sortable {
        indexHint = " INDEXED BY tracks_place"
        conditions.append("t.place_id IN (\(ids.map(String.init).joined(separator: ",")))")
      } else {
        indexHint = " INDEXED BY \(order.index)"
      }
      if filter.source == nil { knownTotal = places.trackCount }
    }
  }

  /// The ids of the filter's part of the list, and the whole list's length.
  func page(_ database: Database) throws -> (ids: [Int64], total: Int) {
    let ids = try ids(database, offset: max(0, filter.offset), limit: max(0, filter.limit))
    if let knownTotal { return (ids, knownTotal) }
    // A page that is not full ends the list: nothing has to be counted.
    if ids.count < filter.limit, !ids.isEmpty || filter.offset == 0 {
      return (ids, max(0, filter.offset) + ids.count)
    }
    let total = try Int.fetchOne(
      database.cachedStatement(sql: "SELECT count(*) FROM \(tables)\(indexHint)\(whereClause)"),
      arguments: arguments)
    return (ids, total ?? 0)
  }

  /// The ids from the beginning of the list.
  /// - Parameter limit: at most so many; -1 for all.
  func ids(_ database: Database, limit: Int = -1) throws -> [Int64] {
    try ids(database, offset: 0, limit: limit)
  }

  /// Whether the filter asks for the tracks of an album, an artist or a playlist.
  var isOfGroup: Bool {
    filter.album != nil || filter.artist != nil || filter.playlist != nil
  }

  /// The condition on a row of `track_search` that the filter lets its track through; `nil`: it lets all through.
  var restriction: (sql: String, arguments: StatementArguments)? {
    guard !conditions.isEmpty else { return nil }
    return ("EXISTS (SELECT 1 FROM \(tables)\(whereClause) AND t.id = track_search.rowid)", arguments)
  }

  /// Selects the ids in order; `arguments`, a limit and an offset complete it.
  var sql: String {
    "SELECT t.id FROM \(tables)\(indexHint)\(whereClause) ORDER BY \(orderClause) LIMIT ? OFFSET ?"
  }

  private func ids(_ database: Database, offset: Int, limit: Int) throws -> [Int64] {
    try Int64.fetchAll(database.cachedStatement(sql: sql), arguments: arguments + [limit, offset])
  }

  private var order: TrackOrder { filter.order ?? .artist }

  private var orderClause: String {
    if filter.playlist != nil, filter.order == nil { return "p.position" }
    return filter.album != nil && order == .artist
      ? "t.sort_disc, t.track_number, t.place_id, t.id" : order.sql
  }

  private var whereClause: String {
    conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
  }

  private mutating func require(_ condition: String, _ value: Int64) {
    conditions.append(condition)
    arguments += [value]
  }

  /// Where one source has every track there is no condition, and where it is the only one its row has the total.
  private mutating func requireSource(in database: Database, isOnly: Bool) throws {
    guard let source = filter.source else { return }
    if isOnly { knownTotal = try source.trackCount(database) }
    guard try !source.hasEveryTrack(database) else { return }
    conditions.append(source.hasTrack)
  }
}

extension TrackOrder {
  fileprivate var index: String {
    switch self {
    case .artist: "tracks_by_artist"
    case .album: "tracks_by_album"
    case .title: "tracks_by_title"
    case .year: "tracks_by_year"
    case .added: "tracks_by_added"
    case .played: "tracks_by_played"
    }
  }

  /// As the index has it, to the last column: ties keep their order from page to page.
  fileprivate var sql: String {
    switch self {
    case .artist:
      "t.sort_artist, t.sort_album, t.album_id, t.sort_disc, t.track_number, t.place_id, t.id"
    case .album: "t.sort_album, t.album_id, t.sort_disc, t.track_number, t.place_id, t.id"
    case .title: "t.sort_title, t.place_id, t.id"
    case .year: "t.year DESC, t.album_id, t.sort_disc, t.track_number, t.place_id, t.id"
    case .added: "t.added_at DESC, t.place_id DESC, t.id DESC"
    case .played: "t.last_played DESC, t.place_id DESC, t.id DESC"
    }
  }
}
