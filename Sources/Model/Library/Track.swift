/// A track of the library with what lists, MPRIS and the player show of it.
public struct Track: Hashable, Sendable {
  public typealias ID = Identifier<Track>

  public let id: ID
  public var title: String
  public var artists: [String]
  public var albumArtists: [String]
  public var albumID: Album.ID?
  public var album: String?
  public var trackNumber: Int?
  public var discNumber: Int?
  public var year: Int?
  public var genres: [String]
  public var composers: [String]
  /// `nil` while nothing has told it.
  public var duration: MediaTime?
  /// The cover's file in the cache, as an absolute path.
  public var coverPath: String?
  public var musicBrainzRecordingID: String?
  public var replayGain: ReplayGain
  /// 0…1; `nil` where nobody rated it.
  public var rating: Double?
  public var isFavorite: Bool
  public var playCount: Int
  /// Unix seconds; `nil` = never.
  public var lastPlayed: Int64?
  public var availabilities: [Availability]
  public var badge: Badge

  public init(
    id: ID, title: String, artists: [String] = [], albumArtists: [String] = [], albumID: Album.ID? = nil,
    album: String? = nil, trackNumber: Int? = nil, discNumber: Int? = nil, year: Int? = nil,
    genres: [String] = [], composers: [String] = [], duration: MediaTime? = nil, coverPath: String? = nil,
    musicBrainzRecordingID: String? = nil, replayGain: ReplayGain = ReplayGain(), rating: Double? = nil,
    isFavorite: Bool = false,
    playCount: Int = 0,
    lastPlayed: Int64? = nil, availabilities: [Availability] = [], badge: Badge = .offline
  ) {
    self.id = id
    self.title = title
    self.artists = artists
    self.albumArtists = albumArtists
    self.albumID = albumID
    self.album = album
    self.trackNumber = trackNumber
    self.discNumber = discNumber
    self.year = year
    self.genres = genres
    self.composers = composers
    self.duration = duration
    self.coverPath = coverPath
    self.musicBrainzRecordingID = musicBrainzRecordingID
    self.replayGain = replayGain
    self.rating = rating
    self.isFavorite = isFavorite
    self.playCount = playCount
    self.lastPlayed = lastPlayed
    self.availabilities = availabilities
    self.badge = badge
  }
}
