/// How far a scan is, in files.
public struct ScanProgress: Hashable, Sendable {
  public let done: Int
  /// 0 = not known yet: the folders are still being listed, and `done` counts what was found.
  public let total: Int
  /// What is being listed or was read last, absolute.
  public let path: String
}
