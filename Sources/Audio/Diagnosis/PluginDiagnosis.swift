import CGStreamer
public import Model

/// What the installed GStreamer lacks to play a format.
public struct PluginDiagnosis: Hashable, Sendable {
  public let format: AudioFormat
  /// The media types that nothing installed reads or decodes; empty where all is well.
  public let missing: [String]
  /// The plugin sets that have them, as GStreamer's packages are called: `good`, `bad`, `libav`.
  public let plugins: [String]

  /// Looks every format up in GStreamer's registry; nothing is opened.
  /// - Throws: `AudioError.engine` where GStreamer itself doesn't start.
  public static func all() throws(AudioError) -> [PluginDiagnosis] {
    try GStreamerLibrary.start()
    return AudioFormat.allCases.map { format in
      let missing = format.links.filter { !$0.isInstalled }
      return PluginDiagnosis(
        format: format, missing: missing.map(\.caps),
        plugins: Set(missing.map(\.plugins)).sorted())
    }
  }
}

/// One link of the chain from a file to samples.
private struct ChainLink {
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

extension AudioFormat {
  fileprivate var links: [ChainLink] {
    switch self {
    case .flac: [ChainLink(caps: "audio/x-flac", isContainer: false, plugins: "good")]
    case .mp3: [ChainLink(caps: "audio/mpeg, mpegversion=1, layer=3", isContainer: false, plugins: "good")]
    case .ogg:
      [
        ChainLink(caps: "audio/ogg", isContainer: true, plugins: "base"),
        ChainLink(caps: "audio/x-vorbis", isContainer: false, plugins: "base"),
      ]
    case .opus:
      [
        ChainLink(caps: "audio/ogg", isContainer: true, plugins: "base"),
        ChainLink(caps: "audio/x-opus", isContainer: false, plugins: "base"),
      ]
    case .m4a:
      [
        ChainLink(caps: "audio/x-m4a", isContainer: true, plugins: "good"),
        ChainLink(caps: "audio/mpeg, mpegversion=4", isContainer: false, plugins: "libav"),
        ChainLink(caps: "audio/x-alac", isContainer: false, plugins: "libav"),
      ]
    case .wav: [ChainLink(caps: "audio/x-wav", isContainer: true, plugins: "good")]
    case .aiff: [ChainLink(caps: "audio/x-aiff", isContainer: true, plugins: "bad")]
    case .wavpack: [ChainLink(caps: "audio/x-wavpack", isContainer: false, plugins: "good")]
    }
  }
}
