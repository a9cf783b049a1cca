/// The orders of a list of albums.
public enum AlbumOrder: String, Sendable, CaseIterable {
  /// Album artist, title: the order of itself.
  case artist
  case title
  /// The newest first.
  case year
  /// The latest additions first.
  case added
}
