import CGStreamer

/// Makes an audio decoder cut to the exact sample.
///
/// A decoder cuts what lies outside of its segment: the encoder's delay and padding, what comes before the target of
/// a seek. Segments count in whole nanoseconds, rounded down, and so is the number of samples to cut: one too many is
/// left. Segments that are narrower by less than any sample is long make that number right.
enum SampleClipping {
  /// Nanoseconds; a sample at 192 kHz is 5,208 long.
  private static let margin: UInt = 500

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
    guard
      let narrower = narrowed(start: segment.start, stop: segment.stop, time: segment.time)
    else { return GST_PAD_PROBE_OK }
    segment.start = narrower.start
    segment.stop = narrower.stop
    segment.time = narrower.time
    segment.position = max(segment.position, segment.start)
    let narrowed = gst_event_new_segment(&segment)
    gst_event_set_seqnum(narrowed, gst_event_get_seqnum(event))
    gst_event_unref(event)
    info.pointee.data = UnsafeMutableRawPointer(narrowed)
    return GST_PAD_PROBE_OK
  }

  /// - Parameters:
  ///   - start: nanoseconds; a file may say anything here and in the others.
  ///   - stop: nanoseconds; the largest number means that there is none.
  ///   - time: where the start is within the stream, nanoseconds; the largest number means that nobody knows.
  /// - Returns: `nil` where there is nothing between start and stop.
  static func narrowed(
    start: UInt, stop: UInt, time: UInt
  ) -> (start: UInt, stop: UInt, time: UInt)? {
    guard start <= stop, stop - start > 2 * margin else { return nil }
    let cut = start > 0 ? margin : 0
    return (start + cut, stop == .max ? stop : stop - margin, time > .max - cut ? time : time + cut)
  }
}
