/// The orders of a list of artists.
public enum ArtistOrder: String, Sendable, CaseIterable {
  case name
}
