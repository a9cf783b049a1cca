/// MPRIS `Loop_Status`.
public enum LoopStatus: String, Sendable {
  case none = "None"
  case track = "Track"
  case playlist = "Playlist"
}
