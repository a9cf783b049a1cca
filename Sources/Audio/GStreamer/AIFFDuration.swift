import CGStreamer

/// Keeps questions from GStreamer 1.22's `aiffparse` that it answers in another unit than it was asked for: it prints a
/// critical each time, and nobody gets an answer.
enum AIFFDuration {
  /// An element was put into the playbin.
  static func added(_ element: UnsafeMutablePointer<GstElement>) {
    guard let name = soul_factory_name(element), String(cString: name) == "aiffparse",
      let pad = gst_element_get_static_pad(element, "src")
    else { return }
    defer { gst_object_unref(pad) }
    _ = gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_QUERY_UPSTREAM, check, nil, nil)
  }

  private static let check: GstPadProbeCallback = { _, info, _ in
    guard let info, let query = gst_pad_probe_info_get_query(info),
      soul_query_type(query) == GST_QUERY_DURATION
    else { return GST_PAD_PROBE_OK }
    var format = GST_FORMAT_UNDEFINED
    gst_query_parse_duration(query, &format, nil)
    return format == GST_FORMAT_TIME || format == GST_FORMAT_BYTES ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP
  }
}
