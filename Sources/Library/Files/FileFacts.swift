public import Model

/// What the library knows of a local file without its tags.
public struct FileFacts: Hashable, Sendable {
  /// Absolute.
  public var path: String
  public var stamp: FileStamp
  /// The hash of at most 128 KiB of the file, as the scan handed it in.
  public var hash: ContentHash
  /// What the scan handed in to recognise the cover beside the file; 0 = there was none.
  public var folderCoverStamp: Int64
  /// `false`: the file was gone when it was last looked for.
  public var isAvailable: Bool

  public init(path: String, stamp: FileStamp, hash: ContentHash, folderCoverStamp: Int64, isAvailable: Bool) {
    self.path = path
    self.stamp = stamp
    self.hash = hash
    self.folderCoverStamp = folderCoverStamp
    self.isAvailable = isAvailable
  }
}
