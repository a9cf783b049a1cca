import CGStreamer

/// One reference to a GStreamer element.
// An element is reference-counted and locks itself, so that GStreamer allows its use from every thread; the pointer
// never changes.
final class Element: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<GstElement>

  /// Takes a new, floating element.
  init(sinking pointer: UnsafeMutablePointer<GstElement>) {
    gst_object_ref_sink(pointer)
    self.pointer = pointer
  }

  /// Takes over a reference that the caller owns.
  init(taking pointer: UnsafeMutablePointer<GstElement>) {
    self.pointer = pointer
  }

  /// Adds a reference to an element that others hold too.
  init(retaining pointer: UnsafeMutablePointer<GstElement>) {
    gst_object_ref(pointer)
    self.pointer = pointer
  }

  deinit {
    gst_object_unref(pointer)
  }

  /// In nanoseconds; `nil` while nothing is prerolled.
  var position: Int64? {
    var value: gint64 = 0
    return gst_element_query_position(pointer, GST_FORMAT_TIME, &value) != 0 ? Int64(value) : nil
  }

  /// In nanoseconds; `nil` where it is not known.
  var duration: Int64? {
    var value: gint64 = 0
    let isKnown = gst_element_query_duration(pointer, GST_FORMAT_TIME, &value) != 0
    return isKnown && value >= 0 ? Int64(value) : nil
  }
}
