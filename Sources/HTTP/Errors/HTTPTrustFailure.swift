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
  /// The file with the authority's certificate is of no use.
  case badAuthorityFile(String, HTTPAuthorityDefect)
  /// What answers there does not speak TLS.
  case unencrypted
  /// No common protocol or cipher, a revoked certificate, …: what the TLS library says.
  case other(reason: String)
}
