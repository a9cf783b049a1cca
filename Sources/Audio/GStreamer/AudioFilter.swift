import CGStreamer

/// What every sound passes before the sink: levelling by ReplayGain, and a tempo without a change of pitch.
enum AudioFilter {
  /// - Returns: `nil` where the elements are not installed: music plays without them.
  static func make(_ mode: ReplayGainMode) -> Element? {
    let tempo = "audioconvert ! scaletempo"
    let description =
      switch mode {
      case .off: tempo
      case .track: "audioconvert ! rgvolume album-mode=false ! rglimiter ! \(tempo)"
      case .album: "audioconvert ! rgvolume album-mode=true ! rglimiter ! \(tempo)"
      }
    var error: UnsafeMutablePointer<GError>?
    let made = gst_parse_bin_from_description_full(description, 1, nil, GST_PARSE_FLAG_FATAL_ERRORS, &error)
    let reason = GStreamerLibrary.takeMessage(&error)
    guard let made else { return nil }
    let filter = Element(sinking: made)
    return reason == nil ? filter : nil
  }
}
