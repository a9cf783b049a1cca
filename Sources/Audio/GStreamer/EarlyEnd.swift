import CGStreamer

/// Notices sound that ends before it should: a file that was cut off, or broke while it played.
///
/// GStreamer takes the end of the bytes for the end of the music. So what the header promised is compared with where
/// the decoder is when it has no more.
enum EarlyEnd {
  /// Nanoseconds: delays of encoders, rounded headers and a last packet that is left out are no damage.
  private static let tolerance: gint64 = 1_000_000_000
  private static let promiseQuark = g_quark_from_static_string("soul-promise")

  static func watch(_ decoder: UnsafeMutablePointer<GstElement>) {
    guard let pad = gst_element_get_static_pad(decoder, "src") else { return }
    defer { gst_object_unref(pad) }
    _ = gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, check, nil, nil)
  }

  /// Notes what a header promises where GStreamer itself goes by the bytes that are there.
  /// - Parameter nanoseconds: how long the item is.
  static func promise(_ nanoseconds: Int, by pad: UnsafeMutablePointer<GstPad>) {
    withBin(of: pad) { bin in
      // A number in the place of a pointer: nothing is pointed to, and nothing has to be freed.
      soul_set_data(bin, promiseQuark, UnsafeMutableRawPointer(bitPattern: nanoseconds), nil)
    }
  }

  private static let check: GstPadProbeCallback = { pad, info, _ in
    var position: gint64 = 0
    var duration: gint64 = 0
    guard let pad, let info, let event = gst_pad_probe_info_get_event(info),
      soul_event_type(event) == GST_EVENT_EOS,
      gst_pad_query_position(pad, GST_FORMAT_TIME, &position) != 0, position >= 0
    else { return GST_PAD_PROBE_OK }
    _ = gst_pad_query_duration(pad, GST_FORMAT_TIME, &duration)
    withBin(of: pad) { bin in
      let promise = gint64(Int(bitPattern: soul_data(bin, promiseQuark)))
      guard isEarly(position, of: max(duration, promise)) else { return }
      soul_post_number(bin, OwnMessage.brokeOff, guint64(position))
    }
    return GST_PAD_PROBE_OK
  }

  /// Many headers estimate: less than a twentieth is not held against them.
  private static func isEarly(_ position: gint64, of duration: gint64) -> Bool {
    duration - position > max(tolerance, duration / 20)
  }

  /// The bin that holds all of one stream's elements.
  private static func withBin(
    of pad: UnsafeMutablePointer<GstPad>, _ body: (UnsafeMutablePointer<GstElement>) -> Void
  ) {
    guard let element = soul_owner(pad).map({ Element(taking: $0) }),
      let bin = soul_bin(element.pointer).map({ Element(taking: $0) })
    else { return }
    body(bin.pointer)
  }
}
