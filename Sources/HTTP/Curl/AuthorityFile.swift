import Glibc

/// What a server's owner names as its authority's certificate.
enum AuthorityFile {
  /// Bytes; the bundle of all of a system's authorities is a quarter of it.
  private static let largestSize = 1 << 20

  /// Whether it can be read in a moment: a pipe or a device may never end. What is not there at all is no defect here:
  /// reading it tells.
  static func defectOfKind(_ file: String) -> HTTPAuthorityDefect? {
    var status = stat()
    guard stat(file, &status) == 0 else { return nil }
    guard status.st_mode & S_IFMT == S_IFREG else { return .noRegularFile }
    return status.st_size <= largestSize ? nil : .tooLarge
  }

  /// All that can be said against it without the TLS library.
  static func defect(of file: String) -> HTTPAuthorityDefect? {
    if let defect = defectOfKind(file) { return defect }
    // It may have become a pipe by now, which must not be waited for.
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return errno == ENOENT || errno == ENOTDIR ? .absent : .unreadable }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: largestSize)
    var count = 0
    while count < bytes.count {
      // Read into the part of the array that is not filled yet, and no further.
      let part = bytes[count...].withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard part >= 0 else { return .unreadable }
      guard part > 0 else { break }
      count += part
    }
    let lines = bytes[..<count].split { $0 == 0x0A || $0 == 0x0D }
    return lines.contains(where: beginsCertificate) ? nil : .noCertificate
  }

  /// Of the forms that OpenSSL reads: `CERTIFICATE`, `X509 CERTIFICATE`, `TRUSTED CERTIFICATE`.
  private static func beginsCertificate(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: "-----BEGIN ".utf8) && line.reversed().starts(with: "CERTIFICATE-----".utf8.reversed())
  }
}
