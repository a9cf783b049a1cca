/// A folder of this device whose music is in the library.
public struct LibraryFolder: Hashable, Sendable {
  public let id: Int64
  /// Absolute, without a slash at its end.
  public let path: String

  public init(id: Int64, path: String) {
    self.id = id
    self.path = path
  }
}
