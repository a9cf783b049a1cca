/// The keys of MPRIS `Metadata` that the player fills.
public enum MetadataKey: String, CaseIterable, Sendable {
  case trackID = "mpris:trackid"
  case length = "mpris:length"
  case artURL = "mpris:artUrl"
  case title = "xesam:title"
  case artist = "xesam:artist"
  case albumArtist = "xesam:albumArtist"
  case album = "xesam:album"
  case trackNumber = "xesam:trackNumber"
  case discNumber = "xesam:discNumber"
  case genre = "xesam:genre"
  case composer = "xesam:composer"
  case contentCreated = "xesam:contentCreated"
  case useCount = "xesam:useCount"
  case lastUsed = "xesam:lastUsed"
  case userRating = "xesam:userRating"
  case url = "xesam:url"
}
