import Glibc

/// Why a cover can't be kept.
public struct CoverFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The folder of the covers.
  public let directory: String
  /// The `errno`.
  public let code: Int32

  public var description: String {
    "Covers can't be kept in \(directory) (\(String(cString: strerror(code)))): check the folder and its disk."
  }
}
