/// What `order` of a filter may name for lists of tracks.
public enum TrackOrder: String, CaseIterable, Sendable {
  /// Album artist, album, disc and track number: what a list has when nothing is asked for.
  case artist
  case title
  case album
  case year
  /// Newest in the library first.
  case added
  /// Last played first.
  case played
}
