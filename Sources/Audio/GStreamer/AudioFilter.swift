import CGStreamer

/// What the sound passes before the sink. Without a wish it passes nothing, and keeps each of its bits.
struct AudioFilter: Equatable {
  let replayGain: ReplayGainMode
  /// Keeps the pitch where the rate is not 1. Always there, it would turn all sound into floating point.
  let hasTempo: Bool

  var isEmpty: Bool { replayGain == .off && !hasTempo }

  /// - Returns: `nil` where there is nothing to do, or the elements are not installed: music plays without them.
  func make() -> Element? {
    var steps: [String] =
      switch replayGain {
      case .off: []
      case .track: ["rgvolume album-mode=false", "rglimiter"]
      case .album: ["rgvolume album-mode=true", "rglimiter"]
      }
    if hasTempo { steps.append("scaletempo") }
    guard !steps.isEmpty else { return nil }
    let description = "audioconvert ! " + steps.joined(separator: " ! ")
    var error: UnsafeMutablePointer<GError>?
    let made = gst_parse_bin_from_description_full(description, 1, nil, GST_PARSE_FLAG_FATAL_ERRORS, &error)
    let reason = GStreamerLibrary.takeMessage(&error)
    guard let made else { return nil }
    let filter = Element(sinking: made)
    return reason == nil ? filter : nil
  }
}
