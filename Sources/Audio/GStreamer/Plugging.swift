import CGStreamer
import Dispatch
import Synchronization

/// Keeps a playbin from being stopped while it links up what the type finder has found.
///
/// GStreamer 1.22 does not part the two: the one thread starts a parser, and with it the source, that the other has
/// just stopped, and both print criticals. So whoever stops it waits until the type finder's `have-type` has returned,
/// and then nothing is linked up any more. What follows later needs no such care.
final class Plugging: Sendable {
  private static let limit = DispatchTimeInterval.seconds(1)

  private let isStopping = Mutex(false)
  private let running = DispatchGroup()

  /// An element was put into the playbin. What `decodebin` connects to it comes after this.
  func added(_ element: UnsafeMutablePointer<GstElement>, to playbin: UnsafeMutableRawPointer) {
    switch soul_factory_name(element).map({ String(cString: $0) }) {
    case "typefind": watch(element)
    case "input-selector":
      // The playbin listens which of several streams the selector takes, for a property that nobody reads here; what
      // hears it takes the lock that the playbin holds while it stops and waits for this very thread.
      soul_disconnect(element, playbin)
    default: break
    }
  }

  private func watch(_ finder: UnsafeMutablePointer<GstElement>) {
    // A playbin adds the same type finder again for another item. With two pairs of handlers, one could refuse what the
    // other has begun, and nobody would end it.
    soul_disconnect(finder, Unmanaged.passUnretained(self).toOpaque())
    soul_mark_item(finder, GStreamerLibrary.itemQuark, 0)
    // Each reference is balanced by the release when the type finder drops one of the two handlers.
    let context = Unmanaged.passRetained(self).retain().toOpaque()
    soul_connect_around_type(
      finder,
      { finder, _, _, context in
        guard let finder, Plugging.from(context)?.begin() == false else { return }
        // What it complains of then is no item's.
        soul_mark_item(finder, GStreamerLibrary.itemQuark, .max)
        soul_stop_have_type(finder)
      },
      { _, _, _, context in Plugging.from(context)?.running.leave() }, context,
      { context, _ in
        guard let context else { return }
        Unmanaged<Plugging>.fromOpaque(context).release()
      })
  }

  /// Nothing is linked up from here on; what is under way is waited for.
  ///
  /// A sound device that does not answer can hold it up. The state change that follows has a time limit of its own.
  func stop() {
    isStopping.withLock { $0 = true }
    _ = running.wait(timeout: .now() + Self.limit)
  }

  /// The next item may be linked up.
  func resume() {
    isStopping.withLock { $0 = false }
  }

  private func begin() -> Bool {
    isStopping.withLock { isStopping in
      if !isStopping { running.enter() }
      return !isStopping
    }
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> Plugging? {
    context.map { Unmanaged<Plugging>.fromOpaque($0).takeUnretainedValue() }
  }
}
