import CGStreamer

/// One link of the chain from a file to samples.
struct ChainLink {
  /// What it takes, as GStreamer's caps.
  let caps: String
  /// Containers are parsed or demuxed; the rest is decoded.
  let isContainer: Bool
  /// The plugin set that has the usual element for it.
  let plugins: String

  var isInstalled: Bool {
    let kinds =
      isContainer
      ? soul_factory_type_container() : soul_factory_type_decoder()
    guard let caps = gst_caps_from_string(caps) else { return false }
    let all = gst_element_factory_list_get_elements(kinds, GST_RANK_MARGINAL)
    let fitting = gst_element_factory_list_filter(all, caps, GST_PAD_SINK, 0)
    defer {
      gst_plugin_feature_list_free(fitting)
      gst_plugin_feature_list_free(all)
      gst_caps_unref(caps)
    }
    return fitting != nil
  }
}
