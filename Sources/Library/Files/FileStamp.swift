/// What `stat` says of a file: the same stamp means that nobody has written to it.
public struct FileStamp: Hashable, Sendable {
  /// Bytes.
  public var size: Int64
  /// The time of the last modification, nanoseconds since 1970.
  public var modified: Int64
  /// The inode number's bit pattern.
  public var inode: UInt64

  public init(size: Int64, modified: Int64, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.inode = inode
  }
}
