public import Model

/// The current entry with all that is known of it: what MPRIS shows as `Metadata`.
public struct NowPlaying: Hashable, Sendable {
  public let entry: QueueEntry
  /// `nil` for a file that is not in the library.
  public var trackID: Track.ID?
  /// `xesam:url`: the file's URI where there is a file, else the track's `soul:` URI.
  public var url: String
  public var title: String
  public var artists: [String] = []
  public var albumArtists: [String] = []
  public var album: String?
  public var genres: [String] = []
  public var composers: [String] = []
  public var trackNumber: Int?
  public var discNumber: Int?
  public var year: Int?
  public var duration: MediaTime?
  /// An absolute path; what `PlayerState.current` has of it is there.
  public var coverPath: String?
  public var musicBrainzRecordingID: String?
  /// 0…1.
  public var rating: Double?
  public var playCount = 0
  /// Unix seconds.
  public var lastPlayed: Int64?

  init(entry: QueueEntry, track: Track) {
    self.entry = entry
    trackID = track.id
    let file = track.availabilities.first { $0.status == .localFile || $0.status == .cached }?.path
    url = (file.map { PlayableURI.file(path: $0) } ?? .track(track.id)).description
    title = track.title
    artists = track.artists
    albumArtists = track.albumArtists
    album = track.album
    genres = track.genres
    composers = track.composers
    trackNumber = track.trackNumber
    discNumber = track.discNumber
    year = track.year
    duration = track.duration
    coverPath = track.coverPath
    musicBrainzRecordingID = track.musicBrainzRecordingID
    rating = track.rating
    playCount = track.playCount
    lastPlayed = track.lastPlayed
  }

  /// - Parameter tags: what the file says of itself; `nil` while it hasn't been read.
  init(entry: QueueEntry, path: String, tags: TrackTags?) {
    self.entry = entry
    url = PlayableURI.file(path: path).description
    title = tags?.title ?? Self.name(ofFileAt: path)
    guard let tags else { return }
    artists = tags.artists
    albumArtists = tags.albumArtists
    album = tags.album
    genres = tags.genres
    composers = tags.composers
    trackNumber = tags.trackNumber
    discNumber = tags.discNumber
    year = tags.year
    duration = tags.duration
    musicBrainzRecordingID = tags.musicBrainzRecordingID
  }

  /// - Parameter station: what it says of itself; `nil` while it has said nothing.
  ///
  /// What stations play is "Artist - Title" nearly everywhere; the station stands where an album would.
  init(entry: QueueEntry, url: String, station: StationInfo?) {
    self.entry = entry
    self.url = url
    let address = String(url.prefix { $0 != "?" && $0 != "#" })
    guard let playing = station?.title else {
      title = station?.name ?? address
      return
    }
    album = station?.name
    if let dash = playing.firstRange(of: " - "), dash.upperBound != playing.endIndex {
      artists = [String(playing[..<dash.lowerBound])]
      title = String(playing[dash.upperBound...])
    } else {
      title = playing
    }
  }

  /// A track that the library no longer has.
  init(missing entry: QueueEntry) {
    self.entry = entry
    url = entry.uri.description
    title = entry.uri.description
  }

  private static func name(ofFileAt path: String) -> String {
    let name = path.split(separator: "/").last ?? Substring(path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}
