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

  // A source (with `id`, `source`, `name`, `kind`, `track_count` and `last_error`), and the options of its methods.
  case url
  case username
  case active
  case online
  case signedIn = "signed_in"
  case tokenState = "token_state"
  case syncState = "sync_state"
  case lastSync = "last_sync"
  case insecure
  case caFile = "ca_file"
  case keepFiles = "keep_files"
  case interactive
  case full
  case removed

  // A filter (with `source`, `badge`, `album` and `artist`).
  case available
  case playlist
  case order
  case offset
  case limit

  // The result of an import (with `path` in each of its failures) and of a sync (with `removed` and `sources`).
  case added
  case updated
  case renamed
  case unavailable
  case unchanged
  case failures
  case reason

  // The player's state: MPRIS' and the queue's properties in this vocabulary's writing.
  case playbackStatus = "playback_status"
  case position
  case rate
  case volume
  case loopStatus = "loop_status"
  case shuffle
  case track
  case length
  case currentIndex = "current_index"
  case lastError = "last_error"

  // Lists (with `sources`) and how long they are as a whole.
  case tracks
  case albums
  case artists
  case playlists
  case entries
  case folders
  case operations
  case objects
  case total

  // An operation (with `total`).
  case operation
  case kind
  case state
  case done
  case detail
  case error
  case message

  // What `watch` prints a line of.
  case event

  // What introspection finds (with `name`, `path` and `objects`).
  case interfaces
  case methods
  case properties
  case signals
  case arguments
  case results
  case type
  case access
  case value

  // What the doctor finds (with `state` and `message`).
  case check
  case advice
  case findings
  case version
}
