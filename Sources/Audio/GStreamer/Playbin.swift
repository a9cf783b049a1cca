import CGStreamer
import Dispatch
import Executors
import Synchronization

/// One `playbin` with its sink and its messages.
///
/// Whatever may block (a sound server, a disk) runs on the playbin's own control queue, in order. What does not come
/// back in time is given up with the playbin; it frees itself when it can.
// The elements lock themselves, `filter` is used on one serial queue only, and the rest is constant.
final class Playbin: @unchecked Sendable {
  let element: Element
  private let sink: Element
  private let bus: MessageBus
  private let signals: PlaybinSignals
  private let control = DispatchQueue(label: "soul.audio.control", qos: .userInteractive)
  private let callbackQueue: DispatchQueue
  /// Only used on the control queue.
  private var filter = AudioFilter(replayGain: .off, hasTempo: false)

  private static let finishing = DispatchQueue(label: "soul.audio.finish", qos: .userInitiated)

  /// A sound server that starts up may take some seconds to answer.
  private static let limit = DispatchTimeInterval.seconds(10)

  /// - Parameters:
  ///   - queue: where messages and results are delivered.
  ///   - deliver: gets the messages in their order.
  init(
    _ configuration: AudioConfiguration, slot: NextSlot, queue: DispatchQueue,
    deliver: @escaping @Sendable (BusMessage) -> Void
  ) throws(AudioError) {
    try GStreamerLibrary.start()
    sink = try SinkDescription.make(configuration.sink)
    element = try GStreamerLibrary.element("playbin")
    signals = PlaybinSignals(slot: slot, sink: sink)
    callbackQueue = queue
    bus = try MessageBus(element, sink: sink, queue: queue, deliver: deliver)
    // Audio alone, with the sink's own volume where it has one (GstPlayFlags, which no header declares).
    soul_set_int(element.pointer, "flags", 0x12)
    soul_set_element(element.pointer, "audio-sink", sink.pointer)
    // Else a stream of pictures makes it try every video sink there is, and some of them crash.
    let noPictures = try GStreamerLibrary.element("fakesink")
    soul_set_element(element.pointer, "video-sink", noPictures.pointer)
    signals.connect(to: element)
  }

  deinit {
    signals.disconnect(from: element)
    gst_element_set_state(element.pointer, GST_STATE_NULL)
    bus.close()
  }

  /// Runs what may block, and tells when it is done. To be called on the callback queue.
  /// - Parameters:
  ///   - limit: how long it may take.
  ///   - work: runs on the control queue after all work before it.
  ///   - completion: called once on the callback queue; with `nil` when the work did not end in time.
  func perform<Value: Sendable>(
    limit: DispatchTimeInterval = limit, _ work: @escaping @Sendable (Playbin) -> Value,
    completion: @escaping @Sendable (Value?) -> Void
  ) {
    let deadline = Deadline(after: limit, queue: callbackQueue) { completion(nil) }
    control.async {
      let value = work(self)
      self.callbackQueue.async {
        if deadline.cancel() { completion(value) }
      }
    }
    deadline.start()
  }

  /// Releases the device and all data, and forgets the playbin.
  func close() {
    signals.closeFeeds()
    control.async { self.halt(GST_STATE_NULL) }
  }

  // MARK: on the control queue

  /// Replaces what plays. Errors come as messages.
  func start(_ source: MediaSource, epoch: UInt64, playing: Bool, filter: AudioFilter, slot: NextSlot) {
    signals.closeFeeds()
    // No streaming thread runs afterwards: what comes later on the bus belongs to the new item.
    halt(GST_STATE_READY)
    signals.plugging.resume()
    soul_post_number(element.pointer, OwnMessage.epoch, guint64(epoch))
    slot.open(epoch: epoch)
    signals.arm(source, epoch: epoch)
    soul_set_string(element.pointer, "uri", source.uri)
    if filter != self.filter || !filter.isEmpty {
      self.filter = filter
      // A new one each time: scaletempo counts bytes in a buffer that stopping it has freed, and started again after
      // another rate than 1 it copies them (GStreamer 1.22 crashes).
      let made = filter.make()
      withExtendedLifetime(made) { soul_set_element(element.pointer, "audio-filter", made?.pointer) }
    }
    guard setState(playing: playing) else {
      soul_post_number(element.pointer, OwnMessage.startFailed, guint64(epoch))
      return
    }
  }

  @discardableResult
  func setState(playing: Bool) -> Bool {
    let state = playing ? GST_STATE_PLAYING : GST_STATE_PAUSED
    return gst_element_set_state(element.pointer, state) != GST_STATE_CHANGE_FAILURE
  }

  /// A flushing, accurate seek.
  /// - Parameter rate: > 0.
  /// - Returns: whether it was taken; it has landed once the playbin has prerolled again.
  func seek(to nanoseconds: Int64, rate: Double) -> Bool {
    let flags = GstSeekFlags(rawValue: GST_SEEK_FLAG_FLUSH.rawValue | GST_SEEK_FLAG_ACCURATE.rawValue)
    return gst_element_seek(
      element.pointer, rate, GST_FORMAT_TIME, flags, GST_SEEK_TYPE_SET, gint64(nanoseconds),
      GST_SEEK_TYPE_NONE, -1) != 0
  }

  /// Whether what plays has sound at all; known once it is prerolled.
  var hasAudio: Bool { soul_int(element.pointer, "n-audio") > 0 }

  func recalculateLatency() {
    // A playbin is a bin, which begins with its element.
    gst_bin_recalculate_latency(UnsafeMutableRawPointer(element.pointer).assumingMemoryBound(to: GstBin.self))
  }

  /// Stops and gives the sound device back.
  func release() {
    signals.closeFeeds()
    halt(GST_STATE_NULL)
  }

  private func halt(_ state: GstState) {
    signals.plugging.stop()
    gst_element_set_state(element.pointer, state)
  }

  // MARK: on any queue

  /// Only the bytes of this item are needed from now on.
  func keepFeed(of item: UInt64) {
    signals.closeFeeds(except: item)
  }

  /// Whether the decoder waits for bytes of this item's source.
  func isWaitingForBytes(of item: UInt64) -> Bool {
    signals.isWaitingForBytes(of: item)
  }

  /// Whether this item's bytes have an end that is known. Without one there is no way to another place in them.
  func hasKnownEnd(_ item: UInt64) -> Bool {
    signals.hasKnownEnd(item)
  }

  var isStarved: Bool { signals.isStarved }

  /// Lets the sink play what it has and then tell the end: `playbin` loses the end when the next item fails.
  func finishSink() {
    Self.finishing.async {
      // What is decoded waits in the queue that a playbin puts before its sink.
      let queue = soul_child(self.element.pointer, "aqueue").map { Element(taking: $0) }
      guard let pad = gst_element_get_static_pad((queue ?? self.sink).pointer, "sink") else { return }
      _ = gst_pad_send_event(pad, gst_event_new_eos())
      gst_object_unref(pad)
    }
  }

  // The sink is asked: a playbin answers only once it is done with what it is told to do, which may be never.

  /// In nanoseconds; `nil` while nothing is prerolled.
  var position: Int64? { sink.position }

  /// In nanoseconds; `nil` where it is not known.
  var duration: Int64? { sink.duration }

  /// Cubic: 0 is silent, 1 is full.
  var volume: Double {
    get { soul_volume(element.pointer) }
    set { soul_set_volume(element.pointer, newValue) }
  }
}
