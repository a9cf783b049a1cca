import CGStreamer
import Synchronization

/// What a playbin asks on its own threads, answered at once: set later, the next item would be lost.
final class PlaybinSignals: Sendable {
  private struct State {
    var epoch: UInt64 = 0
    /// What the playbin's next source is made for.
    var armed: MediaSource?
    /// Of the source that was made last; the type finder that follows it need not look for it.
    var type: MediaType?
    var feeds: [(item: UInt64, feed: ByteFeed)] = []
  }

  let plugging = Plugging()
  private let slot: NextSlot
  private let sink: Element
  private let state = Mutex(State())

  init(slot: NextSlot, sink: Element) {
    self.slot = slot
    self.sink = sink
  }

  /// This object must stay until `disconnect`.
  func connect(to element: Element) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    soul_connect_about_to_finish(
      element.pointer,
      { playbin, context in
        guard let playbin else { return }
        PlaybinSignals.from(context)?.aboutToFinish(playbin)
      }, context)
    soul_connect_source_setup(
      element.pointer,
      { _, source, context in
        guard let source else { return }
        PlaybinSignals.from(context)?.setUp(Element(retaining: source))
      }, context)
    soul_connect_element_added(
      element.pointer,
      { playbin, bin, element, context in
        guard let playbin, let bin, let element else { return }
        // A source is put into its bin after it was set up.
        soul_mark_bin(bin, element, GStreamerLibrary.itemQuark)
        if soul_is_audio_decoder(element) != 0 { SampleClipping.correct(element) }
        EarlyEnd.added(element)
        PlaybinSignals.from(context)?.tellType(element)
        PlaybinSignals.from(context)?.plugging.added(element, to: playbin)
        FirstBufferGate.added(element)
        AIFFDuration.added(element)
        EncoderTag.added(element)
        WAVPromise.added(element)
        PlaybinSignals.from(context)?.watchSound(element)
      }, context)
    soul_connect_volume(
      element.pointer,
      { playbin, _, _ in
        guard let playbin else { return }
        // The signal is the playbin's own, which is an element.
        let element = UnsafeMutableRawPointer(playbin).assumingMemoryBound(to: GstElement.self)
        soul_post_number(element, OwnMessage.volume, 0)
      }, context)
  }

  /// The queue that holds what is decoded and not yet heard tells when nothing is left.
  private func watchSound(_ element: UnsafeMutablePointer<GstElement>) {
    guard soul_has_name(element, "aqueue") != 0 else { return }
    SerializedQuery.refuse(before: element)
    let context = Unmanaged.passUnretained(self).toOpaque()
    // A playbin adds the same queue again for each item.
    soul_disconnect(element, context)
    soul_connect_underrun(
      element, { _, context in PlaybinSignals.from(context)?.soundRanOut() },
      // This object stays until the playbin has stopped, and the queue with it.
      context)
  }

  /// A playbin adds the same type finder again for another item, so it is told of each, of an unknown one too.
  private func tellType(_ element: UnsafeMutablePointer<GstElement>) {
    guard let name = soul_factory_name(element), String(cString: name) == "typefind" else { return }
    soul_force_type(element, state.withLock { $0.type?.rawValue })
  }

  private func soundRanOut() {
    for entry in state.withLock(\.feeds) { entry.feed.starve() }
  }

  func disconnect(from element: Element) {
    // Only the address is compared with those of the handlers.
    soul_disconnect(element.pointer, Unmanaged.passUnretained(self).toOpaque())
  }

  /// The next source that the playbin makes is this one's.
  func arm(_ source: MediaSource, epoch: UInt64) {
    state.withLock { state in
      state.epoch = epoch
      state.armed = source
    }
  }

  func closeFeeds(except item: UInt64? = nil) {
    let closed = state.withLock { state in
      let closed = state.feeds.filter { $0.item != item }
      state.feeds.removeAll { $0.item != item }
      return closed
    }
    for entry in closed { entry.feed.close() }
  }

  func isWaitingForBytes(of item: UInt64) -> Bool {
    state.withLock { $0.feeds }.contains { $0.item == item && $0.feed.isWaiting }
  }

  /// Files have an end; of other bytes their source may not know it.
  func hasKnownEnd(_ item: UInt64) -> Bool {
    !state.withLock { $0.feeds }.contains { $0.item == item && $0.feed.length == nil }
  }

  /// Whether what should sound is held up by its bytes.
  var isStarved: Bool {
    state.withLock { $0.feeds }.contains { $0.feed.isStarved }
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> PlaybinSignals? {
    context.map { Unmanaged<PlaybinSignals>.fromOpaque($0).takeUnretainedValue() }
  }

  private func aboutToFinish(_ playbin: UnsafeMutablePointer<GstElement>) {
    let epoch = state.withLock { $0.epoch }
    guard let next = slot.take(epoch: epoch, after: sink.duration) else { return }
    do throws(AudioError) {
      let source = try MediaSource(next.item, length: next.length)
      arm(source, epoch: epoch)
      soul_set_string(playbin, "uri", source.uri)
      soul_post_number(playbin, OwnMessage.nextTaken, guint64(next.item.id))
    } catch {
      slot.fail(next.item.id, error)
    }
  }

  private func setUp(_ element: Element) {
    let armed = state.withLock { state in
      defer { state.armed = nil }
      state.type = state.armed?.type
      return state.armed
    }
    guard let armed else { return }
    // The source is taken out of its bin before it tells some of its errors, so it is marked as well.
    soul_mark_item(element.pointer, GStreamerLibrary.itemQuark, guint64(armed.item))
    guard let feed = armed.feed, soul_is_app_source(element.pointer) != 0 else { return }
    state.withLock { $0.feeds.append((armed.item, feed)) }
    feed.attach(element)
  }
}
