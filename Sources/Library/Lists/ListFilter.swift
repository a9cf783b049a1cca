public import Model

/// Which part of a list is wanted: every condition that is set has to hold.
///
/// An album, artist or playlist holds a condition on tracks when one of its tracks does.
public struct ListFilter<Order: Hashable & Sendable>: Hashable, Sendable {
  /// What this source has, whether it is online or not.
  public var source: Source.ID?
  /// `true`: can be played now; `false`: can't.
  public var available: Bool?
  public var badge: Badge?
  public var album: Album.ID?
  /// Tracks and playlists: a track's artist or album artist. Albums: an album artist.
  public var artist: Artist.ID?
  public var playlist: Playlist.ID?
  /// `nil`: the order that the list has by itself.
  public var order: Order?
  /// Items to leave out from the beginning, ≥ 0.
  public var offset = 0
  /// At most this many items, ≥ 0.
  public var limit = 100

  public init() {}
}

public typealias TrackFilter = ListFilter<TrackOrder>
public typealias AlbumFilter = ListFilter<AlbumOrder>
public typealias ArtistFilter = ListFilter<ArtistOrder>
public typealias PlaylistFilter = ListFilter<PlaylistOrder>
