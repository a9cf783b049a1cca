import CGStreamer
import Synchronization

/// Reads how much sound a WAV file's header promises: GStreamer 1.22's `wavparse` goes by the bytes that are there, so a
/// file that was cut off would seem whole.
///
/// Chunks as in RIFF (Microsoft and IBM, 1991): a name, a length, so many bytes, and one more where that is odd.
final class WAVPromise: Sendable {
  private enum Header {
    case incomplete
    /// `nil` where it says nothing of the length.
    case promises(nanoseconds: Int?)
  }

  private struct State {
    /// Where the next chunk begins.
    var chunk: UInt64 = 12
    /// Where the format chunk's bytes begin, until they came.
    var format: UInt64?
    var bytesPerSecond: UInt64 = 0
    /// Where the next bytes stand where nobody says it.
    var read: UInt64 = 0
  }

  private let state = Mutex(State())

  /// An element was put into the playbin.
  static func added(_ element: UnsafeMutablePointer<GstElement>) {
    guard let name = soul_factory_name(element), String(cString: name) == "wavparse",
      let pad = gst_element_get_static_pad(element, "sink")
    else { return }
    defer { gst_object_unref(pad) }
    let mask = GstPadProbeType(
      rawValue: GST_PAD_PROBE_TYPE_BUFFER.rawValue | GST_PAD_PROBE_TYPE_PUSH.rawValue
        | GST_PAD_PROBE_TYPE_PULL.rawValue)
    // Balanced by the release when the probe goes.
    _ = gst_pad_add_probe(pad, mask, read, Unmanaged.passRetained(WAVPromise()).toOpaque()) { promise in
      guard let promise else { return }
      Unmanaged<WAVPromise>.fromOpaque(promise).release()
    }
  }

  private static let read: GstPadProbeCallback = { pad, info, promise in
    guard let pad, let info, let promise, let buffer = gst_pad_probe_info_get_buffer(info) else {
      return GST_PAD_PROBE_OK
    }
    // Much longer than any header that is pushed; what is pulled comes chunk by chunk.
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = bytes.withUnsafeMutableBufferPointer { soul_peek(buffer, $0.baseAddress, gsize($0.count)) }
    let isPulled = info.pointee.type.rawValue & GST_PAD_PROBE_TYPE_PULL.rawValue != 0
    let header = Unmanaged<WAVPromise>.fromOpaque(promise).takeUnretainedValue()
      .take(
        bytes.prefix(Int(count)), at: isPulled ? UInt64(info.pointee.offset) : nil,
        of: gst_buffer_get_size(buffer))
    guard case .promises(let nanoseconds) = header else { return GST_PAD_PROBE_OK }
    if let nanoseconds { EarlyEnd.promise(nanoseconds, by: pad) }
    return GST_PAD_PROBE_REMOVE
  }

  /// - Parameters:
  ///   - bytes: the beginning of what came.
  ///   - place: where it stands in the file; `nil`: behind what came before.
  ///   - size: of all that came.
  private func take(_ bytes: ArraySlice<UInt8>, at place: UInt64?, of size: gsize) -> Header {
    state.withLock { state in
      let begin = place ?? state.read
      state.read = begin + UInt64(size)
      func number(at offset: UInt64) -> UInt64? {
        guard offset >= begin, offset - begin + 4 <= bytes.count else { return nil }
        let index = Int(offset - begin)
        return bytes[index..<(index + 4)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
      }
      while true {
        if let format = state.format, let rate = number(at: format + 8) {
          state.bytesPerSecond = rate
          state.format = nil
        }
        guard let name = number(at: state.chunk), let length = number(at: state.chunk + 4) else {
          return .incomplete
        }
        switch name {
        case Self.data: return .promises(nanoseconds: Self.nanoseconds(of: length, at: state.bytesPerSecond))
        case Self.format: state.format = state.chunk + 8
        default: break
        }
        state.chunk += 8 + length + length % 2
      }
    }
  }

  private static let format = 0x2074_6D66 as UInt64
  private static let data = 0x6174_6164 as UInt64

  /// - Parameter length: bytes of sound. What is written as it is made has no length yet, or the greatest.
  private static func nanoseconds(of length: UInt64, at bytesPerSecond: UInt64) -> Int? {
    guard bytesPerSecond > 0, length > 0, length < 0x7FFF_F000 else { return nil }
    return Int(
      length / bytesPerSecond * 1_000_000_000 + length % bytesPerSecond * 1_000_000_000 / bytesPerSecond)
  }
}
