/// The keys of a track in SOUL_API §1 and, where §2 has others, those.
enum TrackKey: String, CaseIterable {
  case id, title, artist, album, year, genre, bitrate, channels, fingerprint, rating, favorite
  case albumArtist = "album_artist"
  case trackNumber = "track_number"
  case discNumber = "disc_number"
  case duration = "duration_seconds"
  case format = "file_format"
  case sampleRate = "sample_rate"
  case fileSize = "file_size"
  case fileHash = "file_hash"
  case recordingID = "musicbrainz_recording_id"
  case coverHash = "cover_hash"
  case updatedAt = "updated_at"

  /// A dictionary, because a `switch` over this many strings compares them one by one, 22 times a track.
  private static let byName: [String: TrackKey] = {
    var keys = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
    keys["artist_name"] = .artist
    keys["album_title"] = .album
    return keys
  }()

  /// - Returns: `nil` for a key that means nothing here.
  init?(name: String) {
    guard let key = Self.byName[name] else { return nil }
    self = key
  }
}
