import CGStreamer

/// Keeps the queries that wait for their turn out of the queue before the sink.
///
/// A decoder that negotiates anew asks who has memory for it. In the queue the question waits until all sound before it
/// is played: while nothing plays, for ever. The thread that waits holds a lock that the start of its own bin, or a seek,
/// needs (GStreamer 1.22). Who is refused an answer takes memory of its own, as sinks for sound would have it anyway.
enum SerializedQuery {
  private static let refusedQuark = g_quark_from_static_string("soul-refused")

  /// The queue was put into the playbin, which adds the same one again for each item.
  static func refuse(before queue: UnsafeMutablePointer<GstElement>) {
    guard soul_data(queue, refusedQuark) == nil, let pad = gst_element_get_static_pad(queue, "sink") else {
      return
    }
    defer { gst_object_unref(pad) }
    // Only its being there counts.
    soul_set_data(queue, refusedQuark, UnsafeMutableRawPointer(queue), nil)
    _ = gst_pad_add_probe(
      pad, GST_PAD_PROBE_TYPE_QUERY_DOWNSTREAM,
      { _, info, _ in
        guard let info, let query = gst_pad_probe_info_get_query(info) else { return GST_PAD_PROBE_OK }
        return soul_is_serialized(query) != 0 ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK
      }, nil, nil)
  }
}
