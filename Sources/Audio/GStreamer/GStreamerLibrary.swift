import CGStreamer
import Synchronization

/// The one start of GStreamer in this process, at first use.
enum GStreamerLibrary {
  private static let failure: AudioError? = {
    var error: UnsafeMutablePointer<GError>?
    guard gst_init_check(nil, nil, &error) != 0 else {
      return .engine(reason: takeMessage(&error) ?? "it does not start")
    }
    // Both have the same rank, and libav costs 37 MB of memory more.
    soul_prefer("mpg123audiodec", "avdec_mp3")
    soul_prefer("mpg123audiodec", "avdec_mp3float")
    return nil
  }()

  /// Marks the objects that were set up for an item with the item's number.
  static let itemQuark = g_quark_from_static_string("soul-item")

  static func start() throws(AudioError) {
    if let failure { throw failure }
  }

  /// A new element; the caller owns it.
  static func element(_ factory: String) throws(AudioError) -> Element {
    guard let made = gst_element_factory_make(factory, nil) else {
      throw .engine(reason: "the element \(factory) is missing")
    }
    return Element(sinking: made)
  }

  /// The text of an error, which is freed; `nil` where there is none.
  static func takeMessage(_ error: inout UnsafeMutablePointer<GError>?) -> String? {
    guard let taken = error else { return nil }
    defer {
      g_error_free(taken)
      error = nil
    }
    return String(cString: taken.pointee.message)
  }
}
