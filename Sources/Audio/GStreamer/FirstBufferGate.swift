import CGStreamer

/// Holds the first buffer of an AIFF file back until all that it flows through is linked.
///
/// In GStreamer 1.22 `aiffparse` begins to push on a thread of its own while the thread that found the type still
/// links it: the push fails, `decodebin` swallows the error, and one file in four never starts to sound. The type
/// finder's signal `have-type` returns once the links stand; that opens the gate.
// The pad is reference-counted and locks itself; the rest is constant.
final class FirstBufferGate: @unchecked Sendable {
  private let pad: UnsafeMutablePointer<GstPad>
  private let probe: gulong

  private init?(_ parser: UnsafeMutablePointer<GstElement>) {
    guard let pad = gst_element_get_static_pad(parser, "src") else { return nil }
    self.pad = pad
    let mask = GstPadProbeType(
      rawValue: GST_PAD_PROBE_TYPE_BLOCK.rawValue | GST_PAD_PROBE_TYPE_BUFFER.rawValue)
    probe = gst_pad_add_probe(pad, mask, { _, _, _ in GST_PAD_PROBE_OK }, nil, nil)
  }

  deinit {
    gst_pad_remove_probe(pad, probe)
    gst_object_unref(pad)
  }

  /// An element was put into the playbin.
  static func added(_ element: UnsafeMutablePointer<GstElement>) {
    switch factory(of: element) {
    case "typefind": watch(element)
    case "aiffparse":
      guard let pad = gst_element_get_static_pad(element, "sink") else { return }
      soul_connect_linked(pad) { pad, peer, _ in FirstBufferGate.linked(pad, to: peer) }
      gst_object_unref(pad)
    default: break
    }
  }

  private static let gateQuark = g_quark_from_static_string("soul-gate")
  private static let watchedQuark = g_quark_from_static_string("soul-watched")

  /// Opens the gate when the type finder has told and all that follows from it is done.
  private static func watch(_ finder: UnsafeMutablePointer<GstElement>) {
    guard soul_data(finder, watchedQuark) == nil else { return }
    // Only its being there counts.
    soul_set_data(finder, watchedQuark, UnsafeMutableRawPointer(finder), nil)
    soul_connect_have_type(finder) { finder, _, _, _ in
      guard let finder else { return }
      soul_set_data(finder, FirstBufferGate.gateQuark, nil, nil)
    }
  }

  /// The type finder is linked to the parser because it tells the type just now; the parser does not run yet.
  private static func linked(_ pad: UnsafeMutablePointer<GstPad>?, to peer: UnsafeMutablePointer<GstPad>?) {
    guard let pad, let peer, let finder = soul_owner(peer).map({ Element(taking: $0) }),
      let parser = soul_owner(pad).map({ Element(taking: $0) }), factory(of: finder.pointer) == "typefind",
      soul_data(finder.pointer, watchedQuark) != nil, let gate = FirstBufferGate(parser.pointer)
    else { return }
    // Balanced by the release when the finder drops it.
    soul_set_data(finder.pointer, gateQuark, Unmanaged.passRetained(gate).toOpaque()) { gate in
      guard let gate else { return }
      Unmanaged<FirstBufferGate>.fromOpaque(gate).release()
    }
  }

  private static func factory(of element: UnsafeMutablePointer<GstElement>) -> String? {
    soul_factory_name(element).map { String(cString: $0) }
  }
}
