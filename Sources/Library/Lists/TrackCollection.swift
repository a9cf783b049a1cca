public import Model

/// A number of tracks that is played as one.
public enum TrackCollection: Hashable, Sendable {
  case album(Album.ID)
  case artist(Artist.ID)
  case playlist(Playlist.ID)
  /// The best matches of a search.
  case search(String)
}
