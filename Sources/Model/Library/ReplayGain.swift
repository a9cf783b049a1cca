/// The loudness that a file was measured to have, as ReplayGain 2.0 writes it.
public struct ReplayGain: Hashable, Sendable {
  /// dB.
  public var trackGain: Double?
  /// 1.0 is full scale.
  public var trackPeak: Double?
  /// dB.
  public var albumGain: Double?
  /// 1.0 is full scale.
  public var albumPeak: Double?

  public init(
    trackGain: Double? = nil, trackPeak: Double? = nil, albumGain: Double? = nil, albumPeak: Double? = nil
  ) {
    self.trackGain = trackGain
    self.trackPeak = trackPeak
    self.albumGain = albumGain
    self.albumPeak = albumPeak
  }
}
