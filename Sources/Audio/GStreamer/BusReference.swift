import CGStreamer

/// One reference to a bus, for the closures that read it.
// GStreamer's bus locks itself and the pointer never changes.
final class BusReference: @unchecked Sendable {
  let bus: UnsafeMutablePointer<GstBus>

  init(_ bus: UnsafeMutablePointer<GstBus>) {
    gst_object_ref(bus)
    self.bus = bus
  }

  deinit {
    gst_object_unref(bus)
  }
}
