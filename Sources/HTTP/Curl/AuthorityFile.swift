import Glibc

/// What a server's owner names as its authority's certificate.
enum AuthorityFile {
  /// Bytes; the bundle of all of a system's authorities is a quarter of it.
  private static let largestSize = 1 << 20

  /// Whether it can be read in a moment: a pipe or a device may never end. What is not there at all is fit: reading it
  /// tells.
  static func isFit(_ file: String) -> Bool {
    var status = stat()
    guard stat(file, &status) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFREG && status.st_size <= largestSize
  }
}
