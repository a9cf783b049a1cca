import CGStreamer

/// A message of the pipeline's bus, as far as it matters to us.
enum BusMessage: Sendable {
  /// What comes from here on belongs to this load.
  case epoch(UInt64)
  /// Starting failed; what failed has told already, or never will.
  case startFailed
  case streamStarted
  case prerolled
  case reached(playing: Bool)
  case durationChanged
  /// The playbin was given the next item.
  case nextTaken
  case volumeChanged
  /// The decoder has come to the end of the bytes long before the end of the item.
  case brokeOff(item: UInt64, nanoseconds: Int64)
  /// No sound is left, because the bytes don't come.
  case starved
  /// Enough bytes have come to go on.
  case fed
  case ended
  case clockLost
  case latencyChanged
  /// The sound server asks to pause or to go on.
  case requested(playing: Bool)
  case missingPlugin(item: UInt64, description: String)
  case noDevice
  case failed(ElementFailure)
}
