/// Which of a file's ReplayGain tags levels its loudness.
public enum ReplayGainMode: String, CaseIterable, Sendable {
  case off, track, album
}
