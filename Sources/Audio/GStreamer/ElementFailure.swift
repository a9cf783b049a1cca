import CGStreamer

/// An error as an element reported it.
struct ElementFailure: Sendable {
  enum Kind: Sendable {
    case notFound, unreadable, notAudio, missingCodec, notDecodable, fetching, other
  }

  let kind: Kind
  /// The number of the item whose element failed; 0 where it is not one item's.
  let item: UInt64
  let isSink: Bool
  let text: String

  init(_ message: UnsafeMutablePointer<GstMessage>, sink: Element) {
    var error: UnsafeMutablePointer<GError>?
    var details: UnsafeMutablePointer<CChar>?
    gst_message_parse_error(message, &error, &details)
    defer { g_free(details) }
    kind = error.map { Self.kind(domain: $0.pointee.domain, code: $0.pointee.code) } ?? .other
    isSink = soul_message_is_from(message, sink.pointer) != 0
    item = UInt64(soul_message_item(message, GStreamerLibrary.itemQuark))
    text = Self.sentence(GStreamerLibrary.takeMessage(&error) ?? "no reason given")
  }

  private static func kind(domain: GQuark, code: Int32) -> Kind {
    let code = UInt32(bitPattern: code)
    switch domain {
    case gst_resource_error_quark():
      switch code {
      case GST_RESOURCE_ERROR_NOT_FOUND.rawValue: return .notFound
      case GST_RESOURCE_ERROR_READ.rawValue: return .fetching
      case GST_RESOURCE_ERROR_OPEN_READ.rawValue, GST_RESOURCE_ERROR_NOT_AUTHORIZED.rawValue:
        return .unreadable
      default: return .other
      }
    case gst_stream_error_quark():
      switch code {
      case GST_STREAM_ERROR_TYPE_NOT_FOUND.rawValue, GST_STREAM_ERROR_WRONG_TYPE.rawValue: return .notAudio
      case GST_STREAM_ERROR_CODEC_NOT_FOUND.rawValue: return .missingCodec
      default: return .notDecodable
      }
    case gst_core_error_quark() where code == GST_CORE_ERROR_MISSING_PLUGIN.rawValue: return .missingCodec
    default: return .other
    }
  }

  /// Without its full stop, because it becomes part of a sentence.
  private static func sentence(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
