/// The orders of a list of tracks; the raw values are what the bus takes. Names sort by `SortKey`.
public enum TrackOrder: String, Sendable, CaseIterable {
  /// Album artist, album, disc, track: the order of itself, but for a playlist's tracks.
  case artist
  /// Album, disc, track.
  case album
  case title
  /// The newest year first, then album, disc, track.
  case year
  /// The latest additions first.
  case added
  /// The latest played first, then the never played.
  case played
}
