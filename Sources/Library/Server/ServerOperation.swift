/// What a client may ask to have changed. Ids are as the client spelled them, and checked by the store.
public enum ServerOperation: Hashable, Sendable {
  /// - playedAt: Unix seconds; the same track at the same second counts once.
  case play(track: Int64, playedAt: Int64)
  /// - stars: 0…5; 0 = none.
  case rate(track: Int64, stars: Double)
  case setFavorite(track: Int64, Bool)
  case addPlaylist(name: String, description: String?)
  case renamePlaylist(Int64, name: String)
  case removePlaylist(Int64)
  case appendToPlaylist(Int64, track: Int64)
  /// Every occurrence of the track goes.
  case removeFromPlaylist(Int64, track: Int64)
  /// The whole new order; a track may be in it more than once.
  case setPlaylistTracks(Int64, tracks: [Int64])
}
