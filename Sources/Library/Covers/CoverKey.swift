/// A cover's file in the cache, by its name: `{hash}.{extension}`.
public struct CoverKey: Hashable, Sendable {
  /// Lower-case hex.
  public let hash: String
  /// `jpg`, `png` or `webp`.
  public let fileExtension: String

  public init(hash: String, fileExtension: String) {
    self.hash = hash
    self.fileExtension = fileExtension
  }

  public var fileName: String { "\(hash).\(fileExtension)" }
}
