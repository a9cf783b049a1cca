import Model

extension AudioFormat {
  /// What has to be installed for a file of this format to become samples.
  var links: [ChainLink] {
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
