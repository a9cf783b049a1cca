/// The one vocabulary: the keys of every `a{sv}`, which are also the field names of `soulctl --json`, of the
/// wire protocol and of the database.
public enum FieldName: String, CaseIterable, Sendable {
  // A track, and what albums, artists, playlists and queue entries share with it.
  case id
  case uri
  case title
  case name
  case artist
  case albumArtist = "album_artist"
  case album
  case trackNumber = "track_number"
  case discNumber = "disc_number"
  case year
  case genre
  case duration
  case badge
  case artURL = "art_url"
  case rating
  case favorite
  case playCount = "play_count"
  case lastPlayed = "last_played"
  case sources
  case availability
  case albumCount = "album_count"
  case trackCount = "track_count"
  case entry

  // One availability of a track.
  case source
  case status
  case path

  // A filter (with `source`, `badge`, `album` and `artist`).
  case available
  case playlist
  case order
  case offset
  case limit

  // The result of an import (with `path` in each of its failures).
  case added
  case updated
  case renamed
  case unavailable
  case unchanged
  case failures
  case reason
}
