import GRDB
public import Model

extension LibraryStore {
  /// A page of the tracks that the filter lets through.
  public func tracks(_ filter: TrackFilter = TrackFilter()) async throws(LibraryError) -> Page<Track> {
    try await read("list tracks") { [coversDirectory] database in
      let (ids, total) = try TrackQuery(filter, in: database).page(database)
      let tracks = try TrackRows(database, coversDirectory: coversDirectory).tracks(ids)
      return Page(items: tracks, total: total)
    }
  }

  /// - Returns: `nil` where there is no such track.
  public func track(_ id: Track.ID) async throws(LibraryError) -> Track? {
    try await tracks(ids: [id]).first
  }

  /// Any number of tracks, in the order of their ids; what is not in the library is left out.
  public func tracks(ids: [Track.ID]) async throws(LibraryError) -> [Track] {
    try await read("look up tracks") { [coversDirectory] database in
      try TrackRows(database, coversDirectory: coversDirectory).tracks(ids.map(\.rawValue))
    }
  }

  /// The whole of a collection in playing order, unavailable tracks included: discs and tracks by their
  /// numbers, an artist's albums by title, a playlist as it is, a search's best `searchRankLimit` by rank.
  public func trackIDs(of collection: TrackCollection) async throws(LibraryError) -> [Track.ID] {
    try await read("list tracks") { try Self.trackIDs(of: collection, $0) }
  }

  static func trackIDs(of collection: TrackCollection, _ database: Database) throws -> [Track.ID] {
    var filter = TrackFilter()
    switch collection {
    case .album(let id): filter.album = id
    case .artist(let id): filter.artist = id
    case .playlist(let id): filter.playlist = id
    case .search(let text):
      return try TrackSearch(text, filter, in: database)
        .page(offset: 0, limit: searchRankLimit, most: searchRankLimit).ids.map(Track.ID.init)
    }
    return try TrackQuery(filter, in: database).ids(database).map(Track.ID.init)
  }

  /// How many tracks there are; read from counts that each change keeps, whatever the library's size.
  public func totals() async throws(LibraryError) -> LibraryTotals {
    try await read("count tracks") { try LibraryTotals($0) }
  }
}
