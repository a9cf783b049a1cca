/// A cover that came from files of this device.
public struct OwnCover: Hashable, Sendable {
  public let key: CoverKey
  /// Absolute paths of music files that hold it, or that it lies beside.
  public let files: [String]
}
