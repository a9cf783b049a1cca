/// A certificate with its key, made on the spot with `openssl`.
public struct TestCertificate: Sendable {
  /// PEM files.
  public let file: String
  public let keyFile: String

  /// Whom a certificate is for unless said otherwise: this machine.
  public static let loopback = "IP:127.0.0.1,DNS:localhost"

  /// A certificate that signs itself, as home servers have them; it can be an authority too.
  /// - Parameters:
  ///   - name: of its two files in `folder`.
  ///   - names: whom it is for, as OpenSSL writes it: `IP:127.0.0.1,DNS:localhost`.
  public static func selfSigned(
    in folder: TemporaryFolder, named name: String = "own", for names: String = loopback
  ) async throws -> TestCertificate {
    let made = try TestCertificate(in: folder, named: name)
    try await Command.run(
      "openssl",
      ["req", "-x509", "-days", "30", "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(names)"]
        + newKey + ["-keyout", made.keyFile, "-out", made.file])
    return made
  }

  /// A certificate that this one signs.
  /// - Parameter days: how long it is valid; negative for one that has expired.
  public func signing(
    in folder: TemporaryFolder, named name: String, for names: String = loopback, days: Int = 30
  ) async throws -> TestCertificate {
    let made = try TestCertificate(in: folder, named: name)
    let request = try folder.path(of: "\(name).csr")
    try await Command.run(
      "openssl",
      ["req", "-new", "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(names)"] + Self.newKey
        + ["-keyout", made.keyFile, "-out", request])
    try await Command.run(
      "openssl",
      [
        "x509", "-req", "-in", request, "-CA", file, "-CAkey", keyFile, "-CAcreateserial", "-days",
        String(days),
      ]
        + ["-copy_extensions", "copy", "-out", made.file])
    return made
  }

  private init(in folder: TemporaryFolder, named name: String) throws {
    file = try folder.path(of: "\(name).pem")
    keyFile = try folder.path(of: "\(name).key")
  }

  private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
}
