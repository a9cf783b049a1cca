import GRDB
import Model

/// The SQL of a list of what tracks are grouped by: albums, artists, playlists.
struct GroupQuery {
  enum Kind: String {
    case albums, artists, playlists
  }

  private let kind: Kind
  private let order: String
  private let offset: Int
  private let limit: Int
  private var conditions: [String] = []
  private var arguments: StatementArguments = []

  init(
    _ filter: ListFilter<some Hashable & Sendable>, of kind: Kind, order: String, in database: Database
  ) throws {
    self.kind = kind
    self.order = order
    offset = max(0, filter.offset)
    limit = max(0, filter.limit)
    requireGroup(filter)
    let onTracks = try Self.conditionsOnTracks(filter, of: kind, in: database)
    if !onTracks.isEmpty {
      conditions.append("EXISTS (\(tracksOfGroup) AND \(onTracks.joined(separator: " AND ")))")
    }
  }

  /// What the rows of the list themselves have to hold.
  private mutating func requireGroup(_ filter: ListFilter<some Hashable & Sendable>) {
    switch kind {
    case .albums:
      if let album = filter.album { require("g.id = ?", album.rawValue) }
      if let artist = filter.artist {
        require("g.id IN (SELECT album_id FROM album_artists WHERE artist_id = ?)", artist.rawValue)
      }
    case .artists:
      if let artist = filter.artist { require("g.id = ?", artist.rawValue) }
    case .playlists:
      if let playlist = filter.playlist { require("g.id = ?", playlist.rawValue) }
      if let source = filter.source { require("g.source_id = ?", source.rawValue) }
    }
  }

  /// What one of a row's tracks has to hold.
  private static func conditionsOnTracks(
    _ filter: ListFilter<some Hashable & Sendable>, of kind: Kind, in database: Database
  ) throws -> [String] {
    var conditions: [String] = []
    if let artist = filter.artist, kind == .playlists {
      conditions.append("t.id IN (SELECT track_id FROM track_artists WHERE artist_id = \(artist))")
    }
    if let album = filter.album, kind != .albums {
      conditions.append("t.album_id = \(album)")
    }
    if let playlist = filter.playlist, kind != .playlists {
      conditions.append("t.id IN (SELECT track_id FROM playlist_tracks WHERE playlist_id = \(playlist))")
    }
    if let source = filter.source, kind != .playlists, try !source.hasEveryTrack(database) {
      conditions.append(source.hasTrack)
    }
    if filter.available != nil || filter.badge != nil {
      let places = try PlaceSelection(database, available: filter.available, badge: filter.badge)
      if let condition = places.sql(table: "t") {
        conditions.append(condition)
      } else if kind == .playlists {
        // Only a playlist can be without tracks, and then no track of it holds the condition.
        conditions.append("true")
      }
    }
    return conditions
  }

  func page<Item: Sendable>(
    _ database: Database, columns: String, _ item: (Row) throws -> Item
  ) throws -> Page<Item> {
    let clause = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT \(columns) FROM \(kind.rawValue) g\(clause) ORDER BY \(order) LIMIT ? OFFSET ?",
      arguments: arguments + [limit, offset])
    var items: [Item] = []
    while let row = try rows.next() {
      items.append(try item(row))
    }
    // A page that is not full ends the list: nothing has to be counted.
    if items.count < limit, !items.isEmpty || offset == 0 {
      return Page(items: items, total: offset + items.count)
    }
    let total = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM \(kind.rawValue) g\(clause)", arguments: arguments)
    return Page(items: items, total: total ?? 0)
  }

  private var tracksOfGroup: String {
    switch kind {
    case .albums: "SELECT 1 FROM tracks t WHERE t.album_id = g.id"
    case .artists:
      "SELECT 1 FROM track_artists a CROSS JOIN tracks t ON t.id = a.track_id WHERE a.artist_id = g.id"
    case .playlists:
      "SELECT 1 FROM playlist_tracks p CROSS JOIN tracks t ON t.id = p.track_id WHERE p.playlist_id = g.id"
    }
  }

  private mutating func require(_ condition: String, _ value: Int64) {
    conditions.append(condition)
    arguments += [value]
  }
}
