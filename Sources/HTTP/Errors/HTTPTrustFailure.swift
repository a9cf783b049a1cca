/// Why a server was not believed to be who it should be.
public enum HTTPTrustFailure: Hashable, Sendable {
  /// Its certificate is signed by itself and not trusted.
  case selfSigned
  /// Nobody that is trusted has signed its certificate.
  case unknownAuthority
  case expired
  case notYetValid
  /// Its certificate is for another name.
  case wrongHost
  /// The file with the authority's certificate is not there, not readable, or holds none.
  case badAuthorityFile(String)
  /// The file with the authority's certificate is no regular file, or larger than 1 MiB.
  case unfitAuthorityFile(String)
  /// What answers there does not speak TLS.
  case unencrypted
  /// No common protocol or cipher, a revoked certificate, …: what the TLS library says.
  case other(reason: String)
}
