/// The orders of a list of playlists.
public enum PlaylistOrder: String, Sendable, CaseIterable {
  case name
}
