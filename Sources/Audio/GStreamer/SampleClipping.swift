import CGStreamer

/// Makes an audio decoder cut to the exact sample.
///
/// A decoder cuts what lies outside of its segment: the encoder's delay and padding, what comes before the target of
/// a seek. Segments count in whole nanoseconds, rounded down, and so is the number of samples to cut: one too many is
/// left. Segments that are narrower by less than any sample is long make that number right.
enum SampleClipping {
  /// Nanoseconds; a sample at 192 kHz is 5,208 long.
  private static let margin: guint64 = 500

  static func correct(_ decoder: UnsafeMutablePointer<GstElement>) {
    guard let pad = gst_element_get_static_pad(decoder, "sink") else { return }
    defer { gst_object_unref(pad) }
    _ = gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, narrow, nil, nil)
  }

  private static let narrow: GstPadProbeCallback = { _, info, _ in
    guard let info, let event = gst_pad_probe_info_get_event(info),
      soul_event_type(event) == GST_EVENT_SEGMENT
    else {
      return GST_PAD_PROBE_OK
    }
    var pointer: UnsafePointer<GstSegment>?
    gst_event_parse_segment(event, &pointer)
    guard var segment = pointer?.pointee, segment.format == GST_FORMAT_TIME, segment.rate > 0 else {
      return GST_PAD_PROBE_OK
    }
    let hasStop = segment.stop != guint64.max
    guard !hasStop || segment.stop > segment.start + 2 * margin else { return GST_PAD_PROBE_OK }
    if segment.start > 0 {
      segment.start += margin
      segment.time += margin
      if segment.position < segment.start { segment.position = segment.start }
    }
    if hasStop { segment.stop -= margin }
    let narrowed = gst_event_new_segment(&segment)
    gst_event_set_seqnum(narrowed, gst_event_get_seqnum(event))
    gst_event_unref(event)
    info.pointee.data = UnsafeMutableRawPointer(narrowed)
    return GST_PAD_PROBE_OK
  }
}
