import CGStreamer

/// Reads the tag that encoders put into the first frame of an MP3 file, for two things that GStreamer 1.22's
/// `mpegaudioparse` does not do.
///
/// It cuts delay and padding to the sample where LAME wrote the tag, but not where FFmpeg did, whose tag is the same
/// with another name in it: so that is given LAME's. And it goes by the length of the file where that and the tag
/// differ: so a file that was cut off would seem whole.
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
    _ = gst_pad_add_probe(pad, mask, read, nil, nil)
  }

  private static let read: GstPadProbeCallback = { pad, info, _ in
    guard let pad, let info, let buffer = gst_pad_probe_info_get_buffer(info) else { return GST_PAD_PROBE_OK }
    var start = [UInt8](repeating: 0, count: 192)
    // No more is written than the count says, and the array is there until the call returns.
    let count = start.withUnsafeMutableBufferPointer { soul_peek(buffer, $0.baseAddress, gsize($0.count)) }
    let frame = start.prefix(Int(count))
    guard let tag = EncoderTag.offset(in: frame) else { return GST_PAD_PROBE_OK }
    if let duration = EncoderTag.duration(in: frame, tag: tag) { EarlyEnd.promise(duration, by: pad) }
    guard let name = EncoderTag.nameOffset(in: frame, tag: tag) else { return GST_PAD_PROBE_OK }
    info.pointee.data = UnsafeMutableRawPointer(soul_replace(buffer, gsize(name), "LAME", 4))
    return GST_PAD_PROBE_OK
  }

  /// Where the tag stands in a first frame; `nil` in any other.
  static func offset(in frame: ArraySlice<UInt8>) -> Int? {
    guard frame.count >= 4, frame[0] == 0xff, frame[1] & 0xe0 == 0xe0 else { return nil }
    return frameOffsets.first { $0 + 8 <= frame.count && ["Xing", "Info"].contains(text(at: $0, of: frame)) }
  }

  /// How long all frames that the tag counts are, in nanoseconds; `nil` where it does not count them.
  static func duration(in frame: ArraySlice<UInt8>, tag: Int) -> Int? {
    guard frame[tag + 7] & 1 != 0, tag + 12 <= frame.count else { return nil }
    let count = frame[(tag + 8)..<(tag + 12)].reduce(0) { $0 << 8 | Int($1) }
    // ISO 11172-3, 2.4.2.3, and 13818-3: the version is in two bits, the sampling rate's index in two more.
    let rates = [44_100, 48_000, 32_000]
    let index = Int(frame[2] >> 2 & 3)
    guard index < rates.count else { return nil }
    let samples: Int
    let rate: Int
    switch frame[1] >> 3 & 3 {
    case 3: (samples, rate) = (count * 1_152, rates[index])
    case 2: (samples, rate) = (count * 576, rates[index] / 2)
    case 0: (samples, rate) = (count * 576, rates[index] / 4)
    default: return nil
    }
    // The count is whatever the file says: nanoseconds of all samples together need not fit.
    return samples / rate * 1_000_000_000 + samples % rate * 1_000_000_000 / rate
  }

  /// Where FFmpeg's name stands in the tag of a first frame; `nil` where there is none.
  static func nameOffset(in frame: ArraySlice<UInt8>, tag: Int) -> Int? {
    let flags = frame[tag + 7]
    let name =
      tag + 8 + (flags & 1 != 0 ? 4 : 0) + (flags & 2 != 0 ? 4 : 0) + (flags & 4 != 0 ? 100 : 0)
      + (flags & 8 != 0 ? 4 : 0)
    return ["Lavc", "Lavf"].contains(text(at: name, of: frame)) ? name : nil
  }

  private static func text(at offset: Int, of frame: ArraySlice<UInt8>) -> String? {
    offset + 4 <= frame.count ? String(decoding: frame[offset..<(offset + 4)], as: UTF8.self) : nil
  }
}
