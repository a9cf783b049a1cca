/// The file formats that the library takes in.
public enum AudioFormat: String, CaseIterable, Sendable {
  case flac, mp3, ogg, opus, m4a, wav, aiff, wavpack

  /// The format that a file's name promises; `nil` for any other file.
  /// - Parameter fileExtension: what follows the name's last dot, in any case.
  public init?(fileExtension: some StringProtocol) {
    let lowercased = fileExtension.lowercased()
    guard let match = Self.allCases.first(where: { $0.fileExtensions.contains(lowercased) }) else {
      return nil
    }
    self = match
  }

  /// The extensions of this format's files, lower case, the usual one first.
  public var fileExtensions: [String] {
    switch self {
    case .flac: ["flac"]
    case .mp3: ["mp3"]
    case .ogg: ["ogg", "oga"]
    case .opus: ["opus"]
    case .m4a: ["m4a", "m4b", "mp4"]
    case .wav: ["wav"]
    case .aiff: ["aiff", "aif", "aifc"]
    case .wavpack: ["wv"]
    }
  }

  /// The media types of this format, as the shared MIME database and file managers name them.
  public var mimeTypes: [String] {
    switch self {
    case .flac: ["audio/flac", "audio/x-flac"]
    case .mp3: ["audio/mpeg"]
    case .ogg: ["audio/ogg", "application/ogg", "audio/x-vorbis+ogg"]
    case .opus: ["audio/opus", "audio/x-opus+ogg"]
    case .m4a: ["audio/mp4", "audio/x-m4a"]
    case .wav: ["audio/x-wav", "audio/vnd.wave"]
    case .aiff: ["audio/x-aiff", "audio/aiff"]
    case .wavpack: ["audio/x-wavpack"]
    }
  }
}
