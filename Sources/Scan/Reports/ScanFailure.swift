/// A file or folder that a scan could not take in as it should.
public struct ScanFailure: Hashable, Sendable {
  /// Absolute; bytes that are no UTF-8 are shown as U+FFFD.
  public let path: String
  /// One clause for a person, without the path.
  public let reason: String
}
