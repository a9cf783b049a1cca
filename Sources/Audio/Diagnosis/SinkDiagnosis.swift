import CGStreamer
import Dispatch
import Synchronization

/// Whether the configured sink can be opened now.
public enum SinkDiagnosis {
  /// A sound server that starts up may take some seconds; one that hangs must not hang who asks.
  private static let limit = DispatchTimeInterval.seconds(5)

  /// Opens the sink's device and gives it back; nothing sounds.
  /// - Parameter sink: as `AudioConfiguration.sink`.
  /// - Throws: `AudioError.badSink`, `.noSoundDevice`, `.soundDevice`, `.engine`.
  public static func check(_ sink: String) throws(AudioError) {
    try GStreamerLibrary.start()
    let element = try SinkDescription.make(sink)
    let opening = Opening()
    DispatchQueue.global().async {
      opening.succeeded.withLock {
        $0 = gst_element_set_state(element.pointer, GST_STATE_READY) != GST_STATE_CHANGE_FAILURE
      }
      opening.ended.signal()
    }
    guard opening.ended.wait(timeout: .now() + limit) == .success else {
      throw .soundDevice(reason: "it does not answer")
    }
    defer { gst_element_set_state(element.pointer, GST_STATE_NULL) }
    guard opening.succeeded.withLock({ $0 }) else { throw .soundDevice(reason: "it can't be opened") }
    // This is what `autoaudiosink` plays into, silently, where it finds no device.
    guard soul_has_child(element.pointer, "fake-audio-sink") == 0 else { throw .noSoundDevice }
  }

  /// What the queue that opens the device leaves for the one that waits for it.
  private final class Opening: Sendable {
    let succeeded = Mutex(false)
    let ended = DispatchSemaphore(value: 0)
  }
}
