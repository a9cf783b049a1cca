/// What `order` of a filter may name, a list at a time; the first is the one that a list has by itself.
public enum OrderNames {
  public static let tracks = ["artist", "album", "title", "year", "added", "played"]
  public static let albums = ["artist", "title", "year", "added"]
  public static let artists = ["name"]
  public static let playlists = ["name"]
}
