import GRDB
import Model

/// Finds and makes albums, and keeps what an album shows in step with its tracks.
struct AlbumWriter {
  /// Years, covers and artists of an album are looked for in so many of its tracks: "Unknown" may have 100,000.
  static let sample = 50

  private let database: Database
  private let now: Int64
  private var known: [String: (id: Int64, title: String)] = [:]
  private var touched: Set<Int64> = []
  private var byFolder: Set<Int64> = []

  init(_ database: Database, now: Int64) throws {
    self.database = database
    self.now = now
  }

  /// The id of the album that a track is on; `nil` where its tags name none.
  mutating func id(
    of track: TrackDescription, cover: Int64?, _ artists: inout ArtistWriter, _ sortKeys: inout SortKeys
  ) throws -> Int64? {
    guard let credit = AlbumCredit(track) else { return nil }
    let id = try find(credit) ?? insert(credit, track.tags, cover: cover, &artists, &sortKeys)
    known[credit.key] = (id, credit.title)
    touched.insert(id)
    if credit.isByFolder { byFolder.insert(id) }
    return id
  }

  /// Notes that a track of the album has changed or left it.
  mutating func touch(_ album: Int64) {
    touched.insert(album)
  }

  /// To be called when all tracks of the batch are written.
  mutating func finish(_ artists: inout ArtistWriter) throws {
    let refresh = try database.cachedStatement(
      sql: """
        WITH sample AS (
          SELECT year, cover_id FROM tracks INDEXED BY tracks_of_album WHERE album_id = ?1
          ORDER BY sort_disc, track_number LIMIT \(Self.sample))
        UPDATE albums SET
          year = (SELECT year FROM sample WHERE year IS NOT NULL LIMIT 1),
          cover_id = (SELECT cover_id FROM sample WHERE cover_id IS NOT NULL LIMIT 1)
        WHERE id = ?1
        """)
    for album in touched { try refresh.execute(arguments: [album]) }
    for album in byFolder { try credit(album, &artists) }
  }

  private mutating func find(_ credit: AlbumCredit) throws -> Int64? {
    if let album = known[credit.key], album.title == credit.title { return album.id }
    let statement = try database.cachedStatement(sql: "SELECT id, title FROM albums WHERE album_key = ?")
    let found = try statement.firstRow([credit.key]) { row in
      try (id: row.value(at: 0) as Int64, title: row.value(at: 1) as String)
    }
    guard let found else { return nil }
    if found.title != credit.title {
      try database.cachedStatement(sql: "UPDATE albums SET title = ?, sort_title = ? WHERE id = ?")
        .execute(arguments: [credit.title, SortKey.of(credit.title), found.id])
    }
    return found.id
  }

  private func insert(
    _ credit: AlbumCredit, _ tags: TrackTags, cover: Int64?, _ artists: inout ArtistWriter,
    _ sortKeys: inout SortKeys
  ) throws -> Int64 {
    let names = tags.isCompilation && tags.albumArtists.isEmpty ? [] : AlbumCredit.names(of: tags)
    try database.cachedStatement(
      sql: """
        INSERT INTO albums (title, album_key, album_artists, sort_title, sort_artist, year,
          musicbrainz_album_id, is_compilation, cover_id, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      credit.title, credit.key, NameList.text(names), sortKeys.key(credit.title),
      sortKeys.key(AlbumCredit.names(of: tags)), tags.year, tags.musicBrainzAlbumID, tags.isCompilation,
      cover, now,
    ])
    let id = database.lastInsertedRowID
    try setArtists(names, of: id, &artists)
    return id
  }

  /// An album that is only known by its folder is its tracks' artist's when they have one, else several artists'.
  private func credit(_ album: Int64, _ artists: inout ArtistWriter) throws {
    let distinct = try database.cachedStatement(
      sql: """
        SELECT DISTINCT artists FROM
          (SELECT artists FROM tracks INDEXED BY tracks_of_album WHERE album_id = ? LIMIT \(Self.sample))
        LIMIT 2
        """)
    let credits = try String.fetchAll(distinct, arguments: [album])
    let text = credits.count == 1 ? credits[0] : ""
    let change = try database.cachedStatement(
      sql: "UPDATE albums SET album_artists = ?1, sort_artist = ?2 WHERE id = ?3 AND album_artists <> ?1")
    let names = NameList.names(text)
    var sortKeys = SortKeys()
    try change.execute(arguments: [
      text, sortKeys.key(names.isEmpty ? ["Various Artists"] : names), album,
    ])
    guard database.changesCount == 1 else { return }
    try database.execute(sql: "DELETE FROM album_artists WHERE album_id = ?", arguments: [album])
    try setArtists(names, of: album, &artists)
  }

  private func setArtists(_ names: [String], of album: Int64, _ artists: inout ArtistWriter) throws {
    let insert = try database.cachedStatement(
      sql: "INSERT INTO album_artists (album_id, artist_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
    for name in names {
      try insert.execute(arguments: [album, artists.id(of: name)])
    }
  }
}
