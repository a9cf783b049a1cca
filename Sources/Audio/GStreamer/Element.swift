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
}
