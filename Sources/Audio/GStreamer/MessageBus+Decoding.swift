import CGStreamer

extension MessageBus {
  static func decode(_ message: UnsafeMutablePointer<GstMessage>, sink: Element) -> BusMessage? {
    switch message.pointee.type {
    case GST_MESSAGE_EOS: return .ended
    case GST_MESSAGE_STREAM_START: return .streamStarted
    case GST_MESSAGE_ASYNC_DONE: return .prerolled
    case GST_MESSAGE_DURATION_CHANGED: return .durationChanged
    case GST_MESSAGE_CLOCK_LOST: return .clockLost
    case GST_MESSAGE_LATENCY: return .latencyChanged
    case GST_MESSAGE_ERROR: return .failed(ElementFailure(message, sink: sink))
    case GST_MESSAGE_WARNING: return isAutomaticSink(message) ? .noDevice : nil
    case GST_MESSAGE_STATE_CHANGED: return reachedState(message)
    case GST_MESSAGE_REQUEST_STATE:
      var state = GST_STATE_NULL
      gst_message_parse_request_state(message, &state)
      return state == GST_STATE_PLAYING || state == GST_STATE_PAUSED
        ? .requested(playing: state == GST_STATE_PLAYING) : nil
    case GST_MESSAGE_ELEMENT: return missingPlugin(message)
    case GST_MESSAGE_APPLICATION: return ownMessage(message)
    default: return nil
    }
  }

  /// `autoaudiosink` that finds no device only warns, and plays into a fake sink.
  private static func isAutomaticSink(_ message: UnsafeMutablePointer<GstMessage>) -> Bool {
    guard let name = soul_message_factory_name(message) else { return false }
    return String(cString: name) == "autoaudiosink"
  }

  static func reachedState(_ message: UnsafeMutablePointer<GstMessage>) -> BusMessage? {
    var state = GST_STATE_NULL
    var pending = GST_STATE_NULL
    gst_message_parse_state_changed(message, nil, &state, &pending)
    guard pending == GST_STATE_VOID_PENDING else { return nil }
    switch state {
    case GST_STATE_PLAYING: return .reached(playing: true)
    case GST_STATE_PAUSED: return .reached(playing: false)
    default: return nil
    }
  }

  private static func missingPlugin(_ message: UnsafeMutablePointer<GstMessage>) -> BusMessage? {
    guard gst_is_missing_plugin_message(message) != 0,
      let text = gst_missing_plugin_message_get_description(message)
    else { return nil }
    defer { g_free(text) }
    let item = UInt64(soul_message_item(message, GStreamerLibrary.itemQuark))
    return .missingPlugin(item: item, description: String(cString: text))
  }

  private static func ownMessage(_ message: UnsafeMutablePointer<GstMessage>) -> BusMessage? {
    guard let structure = gst_message_get_structure(message), let name = gst_structure_get_name(structure)
    else {
      return nil
    }
    var number: guint64 = 0
    _ = gst_structure_get_uint64(structure, "number", &number)
    switch String(cString: name) {
    case OwnMessage.epoch: return .epoch(UInt64(number))
    case OwnMessage.brokeOff:
      let item = UInt64(soul_message_item(message, GStreamerLibrary.itemQuark))
      return .brokeOff(item: item, nanoseconds: Int64(clamping: number))
    case OwnMessage.startFailed: return .startFailed
    case OwnMessage.nextTaken: return .nextTaken
    case OwnMessage.starved: return .starved
    case OwnMessage.fed: return .fed
    case OwnMessage.volume: return .volumeChanged
    default: return nil
    }
  }
}
