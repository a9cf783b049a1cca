import GRDB
import Model

/// Writes the tracks of a batch: their rows, artists, albums and covers.
struct TrackWriter {
  private static let columns = [
    "title", "artists", "album_artists", "album", "genres", "composers", "album_id", "track_number",
    "track_total", "disc_number", "disc_total", "year", "is_compilation", "duration", "bitrate",
    "sample_rate", "channels", "track_gain", "track_peak", "album_gain", "album_peak", "cover_id",
    "musicbrainz_recording_id", "sort_title", "sort_artist", "sort_album", "sort_disc", "updated_at",
  ]

  private let database: Database
  private let now: Int64
  private var artists: ArtistWriter
  private var albums: AlbumWriter
  private var covers: [CoverKey: Int64] = [:]
  private var sortKeys = SortKeys()
  private var nextID: Int64
  private var newTracks = BulkInsert(
    into: "tracks", columns + ["id", "added_at", "origin_source_id", "place_id", "fingerprint"])
  private var newCredits = BulkInsert(into: "track_artists", ["track_id", "artist_id"])
  private let updateTrack: Statement
  private let creditsOfTrack: Statement
  private let removeCredits: Statement

  init(_ database: Database, now: Int64) throws {
    self.database = database
    self.now = now
    artists = try ArtistWriter(database)
    albums = try AlbumWriter(database, now: now)
    nextID = try database.nextID(in: "tracks")
    updateTrack = try database.cachedStatement(
      sql: "UPDATE tracks SET \(Self.columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?")
    creditsOfTrack = try database.cachedStatement(
      sql: "SELECT artists, album_artists, album_id FROM tracks WHERE id = ?")
    removeCredits = try database.cachedStatement(sql: "DELETE FROM track_artists WHERE track_id = ?")
  }

  /// Adds a track; it is written with `flush`.
  /// - Parameters:
  ///   - origin: the source that it comes from.
  ///   - place: the one that its row of that source will give it (see the triggers of `track_sources`).
  /// - Returns: its id.
  mutating func insert(
    _ track: TrackDescription, origin: Int64, place: Int64, fingerprint: String? = nil
  ) throws -> Int64 {
    let id = nextID
    nextID += 1
    var values = try values(of: track)
    values += [.integer(id), .integer(now), .integer(origin), .integer(place), ColumnValue(fingerprint)]
    newTracks.add(values)
    try credit(id, track.tags)
    if newTracks.isFull { try flush() }
    return id
  }

  mutating func update(_ id: Int64, to track: TrackDescription) throws {
    let before = try creditsOfTrack.firstRow([id]) { row in
      try (
        artists: row.value(at: 0) as String, albumArtists: row.value(at: 1) as String,
        album: row.value(at: 2) as Int64?
      )
    }
    var values = try values(of: track)
    values.append(.integer(id))
    try updateTrack.execute(binding: values)
    if let album = before?.album { albums.touch(album) }
    let isCreditedAlike =
      before?.artists == NameList.text(track.tags.artists)
      && before?.albumArtists == NameList.text(track.tags.albumArtists)
    guard !isCreditedAlike else { return }
    try removeCredits.execute(arguments: [id])
    try credit(id, track.tags)
  }

  /// Notes that a track has left the album.
  mutating func touch(album: Int64) {
    albums.touch(album)
  }

  mutating func flush() throws {
    try newTracks.flush(database)
    try newCredits.flush(database)
  }

  /// Brings what the tracks were grouped by in step with them.
  mutating func finish() throws {
    try albums.finish(&artists)
    try LibraryStore.removeEmptyGroups(database)
  }

  private mutating func credit(_ track: Int64, _ tags: TrackTags) throws {
    var credited: Set<Int64> = []
    for name in tags.artists + tags.albumArtists {
      let artist = try artists.id(of: name)
      guard credited.insert(artist).inserted else { continue }
      newCredits.add([.integer(track), .integer(artist)])
    }
  }

  /// In the order of `columns`.
  private mutating func values(of track: TrackDescription) throws -> [ColumnValue] {
    let tags = track.tags
    let cover: Int64? =
      switch track.cover {
      case .none: nil
      case .file(let key): try coverID(key)
      case .known(let id): id
      }
    let album = try albums.id(of: track, cover: cover, &artists, &sortKeys)
    let gain = tags.replayGain
    return [
      .text(track.title), .text(NameList.text(tags.artists)), .text(NameList.text(tags.albumArtists)),
      ColumnValue(tags.album), .text(NameList.text(tags.genres)), .text(NameList.text(tags.composers)),
      ColumnValue(album), ColumnValue(tags.trackNumber), ColumnValue(tags.trackTotal),
      ColumnValue(tags.discNumber), ColumnValue(tags.discTotal), ColumnValue(tags.year),
      ColumnValue(tags.isCompilation), ColumnValue(tags.duration.map { max(0, $0.microseconds) }),
      ColumnValue(tags.bitrate), ColumnValue(tags.sampleRate), ColumnValue(tags.channels),
      ColumnValue(gain.trackGain), ColumnValue(gain.trackPeak), ColumnValue(gain.albumGain),
      ColumnValue(gain.albumPeak), ColumnValue(cover), ColumnValue(tags.musicBrainzRecordingID),
      .text(SortKey.of(track.title)), .text(sortKeys.key(AlbumCredit.names(of: tags))),
      .text(sortKeys.key(tags.album)), .integer(Int64(tags.discNumber ?? 1)), .integer(now),
    ]
  }

  private mutating func coverID(_ key: CoverKey) throws -> Int64 {
    if let id = covers[key] { return id }
    try database.cachedStatement(
      sql: """
        INSERT INTO covers (hash, extension) VALUES (?, ?)
          ON CONFLICT DO UPDATE SET fetched_size = NULL, last_used_at = NULL WHERE fetched_size IS NOT NULL
        """
    ).execute(arguments: [key.hash, key.fileExtension])
    let select = try database.cachedStatement(sql: "SELECT id FROM covers WHERE hash = ?")
    let id = try Int64.fetchOne(select, arguments: [key.hash])
    covers[key] = id
    return id ?? 0
  }
}
