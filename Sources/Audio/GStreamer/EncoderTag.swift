import CGStreamer

/// Has the delay and the padding of MP3 files cut that FFmpeg wrote.
///
/// LAME writes both into a tag in the file's first frame, and FFmpeg writes the same tag with its own name in it.
/// GStreamer 1.22's `mpegaudioparse` cuts to the sample, but reads the tag only where the name is LAME: so it is given
/// that name.
enum EncoderTag {
  /// The tag follows the side information, whose size depends on version and channels.
  private static let frameOffsets = [13, 21, 36]

  /// An element was put into the playbin.
  static func added(_ element: UnsafeMutablePointer<GstElement>) {
    guard let name = soul_factory_name(element), String(cString: name) == "mpegaudioparse",
      let pad = gst_element_get_static_pad(element, "sink")
    else { return }
    defer { gst_object_unref(pad) }
    let mask = GstPadProbeType(
      rawValue: GST_PAD_PROBE_TYPE_BUFFER.rawValue | GST_PAD_PROBE_TYPE_PUSH.rawValue
        | GST_PAD_PROBE_TYPE_PULL.rawValue)
    _ = gst_pad_add_probe(pad, mask, rename, nil, nil)
  }

  private static let rename: GstPadProbeCallback = { _, info, _ in
    guard let info, let buffer = gst_pad_probe_info_get_buffer(info) else { return GST_PAD_PROBE_OK }
    var start = [UInt8](repeating: 0, count: 192)
    let count = start.withUnsafeMutableBufferPointer { soul_peek(buffer, $0.baseAddress, gsize($0.count)) }
    guard let offset = EncoderTag.nameOffset(in: start.prefix(Int(count))) else { return GST_PAD_PROBE_OK }
    info.pointee.data = UnsafeMutableRawPointer(soul_replace(buffer, gsize(offset), "LAME", 4))
    return GST_PAD_PROBE_OK
  }

  /// Where FFmpeg's name stands in the tag of a first frame; `nil` where there is none.
  static func nameOffset(in frame: ArraySlice<UInt8>) -> Int? {
    guard frame.count >= 4, frame[0] == 0xff, frame[1] & 0xe0 == 0xe0 else { return nil }
    func text(at offset: Int) -> String? {
      offset + 4 <= frame.count ? String(decoding: frame[offset..<(offset + 4)], as: UTF8.self) : nil
    }
    guard let tag = frameOffsets.first(where: { ["Xing", "Info"].contains(text(at: $0)) }),
      tag + 8 <= frame.count
    else {
      return nil
    }
    let flags = frame[tag + 7]
    let name =
      tag + 8 + (flags & 1 != 0 ? 4 : 0) + (flags & 2 != 0 ? 4 : 0) + (flags & 4 != 0 ? 100 : 0)
      + (flags & 8 != 0 ? 4 : 0)
    return ["Lavc", "Lavf"].contains(text(at: name)) ? name : nil
  }
}
