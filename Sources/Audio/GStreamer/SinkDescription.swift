import CGStreamer

/// A sink as `gst-launch-1.0` writes it.
enum SinkDescription {
  /// - Returns: an element with a pad to play into.
  static func make(_ description: String) throws(AudioError) -> Element {
    var error: UnsafeMutablePointer<GError>?
    let flags = GstParseFlags(
      rawValue: GST_PARSE_FLAG_FATAL_ERRORS.rawValue | GST_PARSE_FLAG_NO_SINGLE_ELEMENT_BINS.rawValue)
    let made = gst_parse_bin_from_description_full(description, 1, nil, flags, &error)
    let reason = GStreamerLibrary.takeMessage(&error)
    guard let made else {
      throw .badSink(description: description, reason: reason ?? "it names no element")
    }
    let sink = Element(sinking: made)
    if let reason {
      throw .badSink(description: description, reason: reason)
    }
    guard soul_is_sink(made) != 0 else {
      throw .badSink(description: description, reason: "it does not end in a sink")
    }
    guard let pad = gst_element_get_static_pad(made, "sink") else {
      throw .badSink(description: description, reason: "its first element takes no sound")
    }
    gst_object_unref(pad)
    return sink
  }
}
