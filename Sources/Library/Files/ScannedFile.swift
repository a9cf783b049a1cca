public import Model

/// A file whose tags have been read.
public struct ScannedFile: Hashable, Sendable {
  /// Absolute, valid UTF-8.
  public var path: String
  public var stamp: FileStamp
  /// A hash of at most 128 KiB of the file: with the size it recognises the file after it was renamed.
  public var hash: ContentHash
  /// What recognises the cover beside the file, in any way the scan likes; 0 = there is none.
  public var folderCoverStamp: Int64
  /// Cleaned; a missing title becomes the file's name without its extension.
  public var tags: TrackTags
  public var cover: CoverKey?

  public init(
    path: String, stamp: FileStamp, hash: ContentHash, folderCoverStamp: Int64 = 0, tags: TrackTags,
    cover: CoverKey? = nil
  ) {
    self.path = path
    self.stamp = stamp
    self.hash = hash
    self.folderCoverStamp = folderCoverStamp
    self.tags = tags
    self.cover = cover
  }
}
