/// Whose certificates are believed. There is no way to believe all.
public enum HTTPTrust: Hashable, Sendable {
  /// The authorities that the system trusts.
  case system
  /// The certificates in a PEM file alone: a home server's own authority, or its self-signed certificate.
  /// - Parameter file: absolute path; read for each connection.
  case authority(file: String)
}
