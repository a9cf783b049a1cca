/// A music file of a sine tone, made on the spot with ffmpeg in the format that its name's extension says.
public enum ToneFile {
  /// - Parameters:
  ///   - path: absolute; `.flac`, `.mp3`, `.ogg`, `.opus`, `.m4a`, `.wav`, `.aiff` or `.wv`.
  ///   - seconds: the tone's length.
  ///   - frequency: Hz.
  ///   - tags: ffmpeg's names for them; a name appears once.
  ///   - cover: a picture file to embed (FLAC, MP3 and M4A).
  ///   - arguments: more of ffmpeg's options for the output.
  public static func make(
    at path: String, seconds: Double = 1, frequency: Int = 440, tags: KeyValuePairs<String, String> = [:],
    cover: String? = nil, arguments: [String] = []
  ) async throws {
    let codec: [String] =
      switch path.split(separator: ".").last {
      case "ogg": ["-c:a", "libvorbis"]
      case "opus": ["-c:a", "libopus"]
      case "aiff": ["-write_id3v2", "1"]
      default: []
      }
    var inputs = ["-f", "lavfi", "-i", "sine=frequency=\(frequency):sample_rate=44100:duration=\(seconds)"]
    var maps: [String] = []
    if let cover {
      inputs += ["-i", cover]
      maps = ["-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic"]
    }
    let metadata = tags.flatMap { ["-metadata", "\($0.key)=\($0.value)"] }
    try await Command.run(
      "ffmpeg",
      ["-nostdin", "-v", "error", "-y"] + inputs + maps + codec + metadata + arguments + [path])
  }

  /// A picture of one colour.
  /// - Parameter path: absolute; the extension says the format: `.jpg`, `.png` or `.webp`.
  public static func makeCover(at path: String, color: String = "red", size: Int = 64) async throws {
    try await Command.run(
      "ffmpeg",
      ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "color=\(color):size=\(size)x\(size)"]
        + ["-frames:v", "1", path])
  }
}
