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
