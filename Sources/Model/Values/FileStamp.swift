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

  /// File systems keep times that nanoseconds in an Int64 don't reach, which end in 2262: those are held at the ends.
  ///
  /// - Parameters:
  ///   - seconds: since 1970.
  ///   - nanoseconds: beside them, 0..<1,000,000,000.
  public init(size: Int64, seconds: Int64, nanoseconds: Int64, inode: UInt64) {
    let (whole, isTooFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (time, isJustTooFar) = whole.addingReportingOverflow(nanoseconds)
    let end = seconds < 0 ? Int64.min : .max
    self.init(size: size, modified: isTooFar || isJustTooFar ? end : time, inode: inode)
  }
}
