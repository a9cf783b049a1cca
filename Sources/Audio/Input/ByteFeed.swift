import CGStreamer
import Model
import Synchronization

/// Feeds an `appsrc` from a `ByteSource`: it answers what the decoder pulls, exactly as many bytes as it asks for.
///
/// The streaming thread never waits in here. Reads run in a task, one at a time, ahead of what is asked for by at
/// most one block; a read that never returns holds up nothing but the sound.
final class ByteFeed: Sendable {
  struct State {
    var source: Element?
    /// Where the decoder reads next.
    var offset: Int64 = 0
    /// How many bytes the decoder waits for.
    var need: Int?
    var blocks = ReadBlocks()
    var reading: (number: UInt64, offset: Int64, task: Task<Void, Never>)?
    /// How many reads were begun: the number of the last.
    var reads: UInt64 = 0
    /// Told by the source, or found by reading.
    var end: Int64?
    var isFlushing = false
    /// How many bytes have come since nothing was left to be heard; `nil` while there is.
    var fedAfterStarving: Int?
    /// The next read follows on from the last one.
    var isSequential = false
  }

  /// The first read after a jump is small, because sound waits for it; those that follow are large.
  static let jumpSize = 65_536
  static let blockSize = 262_144
  /// What has to be there to go on after the sound ran out: some seconds of a radio's, half of one without loss.
  static let feedSize = 65_536

  /// How often other threads may go first until what was pushed is taken: far more than it needs.
  static let wakeTurns = 10_000

  let bytes: any ByteSource
  let length: Int64?
  let state: Mutex<State>

  init(_ bytes: any ByteSource, length: Int64?) {
    self.bytes = bytes
    self.length = length
    state = Mutex(State(end: length))
  }

  /// Starts to answer for this element.
  func attach(_ element: Element) {
    // The cast holds: the element was asked for by the URI `appsrc://`.
    let source = UnsafeMutableRawPointer(element.pointer).assumingMemoryBound(to: GstAppSrc.self)
    state.withLock { $0.source = element }
    if let length {
      gst_app_src_set_size(source, gint64(length))
      gst_app_src_set_stream_type(source, GST_APP_STREAM_TYPE_RANDOM_ACCESS)
    } else {
      gst_app_src_set_stream_type(source, GST_APP_STREAM_TYPE_STREAM)
    }
    var callbacks = GstAppSrcCallbacks()
    callbacks.need_data = { _, size, context in
      ByteFeed.from(context)?.needData(Int(size))
    }
    callbacks.seek_data = { _, offset, context in
      ByteFeed.from(context)?.seek(to: Int64(clamping: offset)) == true ? 1 : 0
    }
    // Balanced by the release when the element drops its callbacks.
    gst_app_src_set_callbacks(source, &callbacks, Unmanaged.passRetained(self).toOpaque(), Self.release)
    watchFlushes(of: element)
  }

  /// Ends the reads and lets the element go.
  func close() {
    state.withLock { state in
      state.reading?.task.cancel()
      state = State(isFlushing: true)
    }
  }

  /// Nothing is left to be heard.
  func starve() {
    state.withLock { state in
      guard state.need != nil, state.fedAfterStarving == nil, let source = state.source else { return }
      state.fedAfterStarving = 0
      soul_post_number(source.pointer, OwnMessage.starved, 0)
    }
  }

  /// Nothing was left to be heard, and not enough has come since to go on for a while.
  var isStarved: Bool { state.withLock { $0.fedAfterStarving != nil } }

  /// The decoder waits for bytes.
  var isWaiting: Bool { state.withLock { $0.need != nil } }

  private static let release: GDestroyNotify = { context in
    guard let context else { return }
    Unmanaged<ByteFeed>.fromOpaque(context).release()
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> ByteFeed? {
    context.map { Unmanaged<ByteFeed>.fromOpaque($0).takeUnretainedValue() }
  }

  /// A flush drops what the decoder waits for: bytes that came after it would be taken for others.
  private func watchFlushes(of element: Element) {
    guard let pad = gst_element_get_static_pad(element.pointer, "src") else { return }
    defer { gst_object_unref(pad) }
    let mask = GstPadProbeType(
      rawValue: GST_PAD_PROBE_TYPE_EVENT_UPSTREAM.rawValue | GST_PAD_PROBE_TYPE_EVENT_FLUSH.rawValue)
    _ = gst_pad_add_probe(
      pad, mask,
      { _, info, context in
        guard let info, let event = gst_pad_probe_info_get_event(info) else { return GST_PAD_PROBE_OK }
        switch soul_event_type(event) {
        case GST_EVENT_FLUSH_START: ByteFeed.from(context)?.flush(true)
        case GST_EVENT_FLUSH_STOP: ByteFeed.from(context)?.flush(false)
        default: break
        }
        return GST_PAD_PROBE_OK
      },
      // Balanced by the release when the pad drops its probe.
      Unmanaged.passRetained(self).toOpaque(), Self.release)
  }
}
