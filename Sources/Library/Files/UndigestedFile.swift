public import Model

/// A local file that nobody has read as a whole yet.
public struct UndigestedFile: Hashable, Sendable {
  /// Orders the files; 0 is before all.
  public let id: Int64
  public let path: String
  public let stamp: FileStamp
}
