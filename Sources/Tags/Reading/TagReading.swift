public import Model

/// What one file's tags tell.
public struct TagReading: Hashable, Sendable {
  public var tags: TrackTags
  /// The embedded front cover, else another embedded picture.
  public var cover: CoverImage?
  /// Set where the tags are whole but the audio is not: what is wrong, for the person who has the file.
  public var defect: String?
}
