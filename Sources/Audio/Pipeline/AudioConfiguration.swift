/// How `Pipeline` plays.
public struct AudioConfiguration: Sendable {
  /// Where the sound goes: a sink, or a chain that ends in one, as `gst-launch-1.0` writes it.
  public var sink: String
  /// Which of a file's ReplayGain tags levels its loudness.
  public var replayGain: ReplayGainMode

  public init(sink: String = "autoaudiosink", replayGain: ReplayGainMode = .off) {
    self.sink = sink
    self.replayGain = replayGain
  }
}
