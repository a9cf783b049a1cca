/// MPRIS `Playback_Status`.
public enum PlaybackStatus: String, Sendable {
  case playing = "Playing"
  case paused = "Paused"
  case stopped = "Stopped"
}
