import HTTP
public import Model

/// A server and who is known there: what the library keeps of it.
public struct ServerAccount: Hashable, Sendable {
  public let id: Source.ID
  public let url: ServerURL
  public let username: String
  /// The dialect that was found; probed anew at each sign-in.
  public let kind: Source.Kind
  /// The server's own authority or certificate, a PEM file; `nil` where the system's authorities vouch for it.
  public let caFile: String?
  /// Whether the person has signed out and what the keyring may still hold is waiting to be deleted: it is not read.
  public let isSignedOut: Bool

  public init(
    id: Source.ID, url: ServerURL, username: String, kind: Source.Kind, caFile: String? = nil,
    isSignedOut: Bool = false
  ) {
    self.id = id
    self.url = url
    self.username = username
    self.kind = kind
    self.caFile = caFile
    self.isSignedOut = isSignedOut
  }

  /// Looks at a file with an authority's certificate before any server is asked.
  /// - Throws: `ServerError.badAuthorityFile`.
  public static func checkAuthority(_ caFile: String) throws(ServerError) {
    if let defect = HTTPAuthorityDefect.found(in: caFile) { throw .badAuthorityFile(caFile, defect) }
  }

  /// Whether tokens of the one are good for the other.
  func isSamePlace(as other: ServerAccount) -> Bool {
    (url, username, caFile) == (other.url, other.username, other.caFile)
  }

  var trust: HTTPTrust { caFile.map { .authority(file: $0) } ?? .system }
}
