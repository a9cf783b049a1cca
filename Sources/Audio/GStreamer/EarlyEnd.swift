import CGStreamer

/// Notices sound that ends before it should: a file that was cut off, or broke while it played.
///
/// GStreamer takes the end of the bytes for the end of the music. So what the header promised is compared with where
/// the decoder's sound has ended.
enum EarlyEnd {
  /// Nanoseconds: delays of encoders, rounded headers and a last packet that is left out are no damage.
  private static let tolerance: gint64 = 1_000_000_000
  private static let promiseQuark = g_quark_from_static_string("soul-promise")

  private static let heardQuark = g_quark_from_static_string("soul-heard")

  /// An element was put into the playbin.
  static func added(_ element: UnsafeMutablePointer<GstElement>) {
    // Nothing has to decode what these parsers read.
    let name = soul_factory_name(element).map { String(cString: $0) }
    if soul_is_audio_decoder(element) != 0 || name == "wavparse" || name == "aiffparse" { watch(element) }
  }

  private static func watch(_ element: UnsafeMutablePointer<GstElement>) {
    guard let pad = gst_element_get_static_pad(element, "src") else { return }
    defer { gst_object_unref(pad) }
    let mask = GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM.rawValue | GST_PAD_PROBE_TYPE_BUFFER.rawValue
    _ = gst_pad_add_probe(pad, GstPadProbeType(rawValue: mask), check, nil, nil)
  }

  /// Notes what a header promises where GStreamer itself goes by the bytes that are there.
  /// - Parameter nanoseconds: how long the item is.
  static func promise(_ nanoseconds: Int, by pad: UnsafeMutablePointer<GstPad>) {
    withBin(of: pad) { bin in
      // A number in the place of a pointer: nothing is pointed to, and nothing has to be freed.
      soul_set_data(bin, promiseQuark, UnsafeMutableRawPointer(bitPattern: nanoseconds), nil)
    }
  }

  /// Notes where the sound is: asked at the end, not every element says so (`mpegaudioparse` answers 0 for a file without
  /// a Xing header).
  private static let check: GstPadProbeCallback = { pad, info, _ in
    guard let pad, let info, let element = soul_owner(pad).map({ Element(taking: $0) }) else {
      return GST_PAD_PROBE_OK
    }
    if info.pointee.type.rawValue & GST_PAD_PROBE_TYPE_BUFFER.rawValue != 0 {
      // Where the buffer has no time, the sum is the number that stands for none, or beyond it.
      note(gst_pad_probe_info_get_buffer(info).map { $0.pointee.pts &+ $0.pointee.duration }, of: element)
      return GST_PAD_PROBE_OK
    }
    guard let event = gst_pad_probe_info_get_event(info) else { return GST_PAD_PROBE_OK }
    switch soul_event_type(event) {
    case GST_EVENT_SEGMENT:
      var segment: UnsafePointer<GstSegment>?
      gst_event_parse_segment(event, &segment)
      // After a seek to the very end no buffer may follow.
      note(segment?.pointee.start, of: element)
    case GST_EVENT_EOS where soul_has_samples(pad) != 0:
      ended(pad, at: gint64(clamping: UInt(bitPattern: soul_data(element.pointer, heardQuark))))
    default: break
    }
    return GST_PAD_PROBE_OK
  }

  /// - Parameter nanoseconds: up to where there is sound.
  private static func note(_ nanoseconds: UInt?, of element: Element) {
    // A number in the place of a pointer, as above.
    soul_set_data(element.pointer, heardQuark, UnsafeMutableRawPointer(bitPattern: nanoseconds ?? 0), nil)
  }

  /// - Parameter position: nanoseconds; where the sound of the pad's stream has ended.
  private static func ended(_ pad: UnsafeMutablePointer<GstPad>, at position: gint64) {
    var duration: gint64 = 0
    guard position >= 0 else { return }
    _ = gst_pad_query_duration(pad, GST_FORMAT_TIME, &duration)
    withBin(of: pad) { bin in
      let promise = gint64(Int(bitPattern: soul_data(bin, promiseQuark)))
      guard isEarly(position, of: max(duration, promise)) else { return }
      soul_post_number(bin, OwnMessage.brokeOff, guint64(position))
    }
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
