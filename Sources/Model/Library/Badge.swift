/// The one word a list shows of where a track would be played from.
public enum Badge: String, Sendable, CaseIterable {
  case local, cached, server, offline
}
