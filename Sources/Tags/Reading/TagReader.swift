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
    var tags = TrackTags(reading.values())
    tags.setAudio(reading.audio)
    return TagReading(tags: tags, cover: reading.cover(), defect: nil)
  }
}
