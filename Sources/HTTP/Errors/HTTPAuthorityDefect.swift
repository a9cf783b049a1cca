/// Why a file with an authority's certificate is of no use.
public enum HTTPAuthorityDefect: Hashable, Sendable {
  case absent
  /// The file, or a folder above it, lets this user not in.
  case unreadable
  /// A folder, a pipe or a device.
  case noRegularFile
  /// Larger than 1 MiB.
  case tooLarge
  /// There is no certificate in PEM form (RFC 7468 §5).
  case noCertificate
  /// It looks like a certificate, but the TLS library can't read it.
  case damaged

  /// Looks at a file before anybody is asked; reads 1 MiB of it at most.
  /// - Returns: `nil` where nothing can be said against it without the TLS library.
  public static func found(in file: String) -> HTTPAuthorityDefect? {
    AuthorityFile.defect(of: file)
  }

  /// A sentence that goes on from a colon: which file, what it lacks, and what to do.
  public func message(of file: String) -> String {
    let name = "the CA file \(file) (--ca-file)"
    return switch self {
    case .absent: "\(name) is not there. Check the path."
    case .unreadable:
      "\(name) can't be read. Give yourself the permission to read it and to enter its folder."
    case .noRegularFile: "\(name) is no regular file. Name the PEM file itself."
    case .tooLarge: "\(name) is larger than 1 MiB. Name a PEM file with the authority's certificate alone."
    case .noCertificate:
      "\(name) holds no certificate in PEM form (-----BEGIN CERTIFICATE-----). Name the certificate, not its key; "
        + "“openssl x509 -inform der” makes PEM of a binary one."
    case .damaged: "the certificate in \(name) is damaged. Copy it anew."
    }
  }
}
