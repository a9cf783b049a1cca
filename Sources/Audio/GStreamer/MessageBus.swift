import CGStreamer
import Dispatch

/// The messages of one pipeline, delivered on a queue when its descriptor says that there are some: nothing polls.
// GStreamer's bus locks itself; the pointers never change; the source is cancelled once, by `close`.
final class MessageBus: @unchecked Sendable {
  private let bus: UnsafeMutablePointer<GstBus>
  private let source: any DispatchSourceRead

  /// - Parameters:
  ///   - queue: where `deliver` is called.
  ///   - sink: tells the sink's errors from those of what plays.
  init(
    _ pipeline: Element, sink: Element, queue: DispatchQueue,
    deliver: @escaping @Sendable (BusMessage) -> Void
  ) throws(AudioError) {
    guard let bus = soul_bus(pipeline.pointer) else {
      throw .engine(reason: "a pipeline has no message bus")
    }
    self.bus = bus
    var descriptor = GPollFD()
    gst_bus_get_pollfd(bus, &descriptor)
    // The pipeline outlives its bus's handler, which GStreamer drops with the bus.
    let playbin = UnsafeMutableRawPointer(pipeline.pointer)
    gst_bus_set_sync_handler(bus, Self.sift, playbin, nil)
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor.fd, queue: queue)
    let reference = BusReference(bus)
    source.setEventHandler {
      while let message = gst_bus_pop(reference.bus) {
        let decoded = Self.decode(message, sink: sink)
        gst_message_unref(message)
        if let decoded { deliver(decoded) }
      }
    }
    // Dispatch may look at the descriptor until now.
    source.setCancelHandler { _ = reference }
    source.activate()
  }

  func close() {
    source.cancel()
  }

  deinit {
    gst_object_unref(bus)
  }

  /// Drops, on the thread that posts it, what nobody here reads: most messages, each of which would wake the queue.
  private static let sift: GstBusSyncHandler = { _, message, playbin in
    guard let message else { return GST_BUS_PASS }
    let isWanted =
      switch message.pointee.type {
      case GST_MESSAGE_STATE_CHANGED:
        UnsafeMutableRawPointer(message.pointee.src) == playbin && reachedState(message) != nil
      // Before the first sound is there nobody can use them: the length is asked for then, and a playbin asks for the
      // latency itself on its way to PLAYING.
      case GST_MESSAGE_DURATION_CHANGED, GST_MESSAGE_LATENCY: soul_is_prerolled(playbin) != 0
      case GST_MESSAGE_ERROR, GST_MESSAGE_WARNING, GST_MESSAGE_EOS, GST_MESSAGE_STREAM_START,
        GST_MESSAGE_ASYNC_DONE, GST_MESSAGE_ELEMENT, GST_MESSAGE_APPLICATION, GST_MESSAGE_CLOCK_LOST,
        GST_MESSAGE_REQUEST_STATE:
        true
      default: false
      }
    guard !isWanted else { return GST_BUS_PASS }
    gst_message_unref(message)
    return GST_BUS_DROP
  }
}
