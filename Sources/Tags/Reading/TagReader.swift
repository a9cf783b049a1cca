import Model

/// Reads what a music file says of itself.
public enum TagReader {
  /// - Parameter path: absolute. The format is told by the content; a wrong extension does no harm.
  public static func read(path: String) throws(TagsError) -> TagReading {
    try read(MediaFile(path: path))
  }

  public static func read(_ file: borrowing MediaFile) throws(TagsError) -> TagReading {
    guard let container = try Container(of: file) else { throw .unsupported(path: file.path) }
    let reading = try TagLibReading(of: file, container: container)
    try requireAudio(reading, file, container)
    var tags = TrackTags(reading.values())
    tags.setAudio(reading.audio)
    return TagReading(
      tags: tags, cover: reading.cover(), defect: try AudioEnd.defect(of: file, container: container))
  }

  /// Where TagLib tells nothing of a WAV's or an AIFF's audio, there has to be some.
  private static func requireAudio(
    _ reading: borrowing TagLibReading, _ file: borrowing MediaFile, _ container: Container
  ) throws(TagsError) {
    guard !reading.tellsAudio else { return }
    guard try ChunkEnd.holdsAudio(file, layout: container == .wav ? .wav : .aiff) else {
      throw .damaged(path: file.path, reason: "the \(container.name) file holds no audio")
    }
  }
}
