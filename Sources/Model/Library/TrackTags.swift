/// What a file says of itself: its tags, cleaned (no empty strings, no NUL), and its audio properties.
public struct TrackTags: Hashable, Sendable {
  public var title: String?
  public var artists: [String] = []
  public var albumArtists: [String] = []
  public var album: String?
  public var trackNumber: Int?
  public var trackTotal: Int?
  public var discNumber: Int?
  public var discTotal: Int?
  public var year: Int?
  public var genres: [String] = []
  public var composers: [String] = []
  public var isCompilation = false
  public var musicBrainzRecordingID: String?
  public var musicBrainzAlbumID: String?
  public var replayGain = ReplayGain()
  public var duration: MediaTime?
  /// kbit/s.
  public var bitrate: Int?
  /// Hz.
  public var sampleRate: Int?
  public var channels: Int?

  public init() {}
}
