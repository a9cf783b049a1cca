/// Names one secret: of which source, and what it is.
///
/// Everything here is stored in the clear beside the secret, and other programs can read it while the keyring is locked.
public struct KeyringItem: Hashable, Sendable {
  /// The source's id in the library.
  public let source: Int64
  /// The server's URL, without credentials.
  public let server: String
  /// As whom the person is signed in.
  public let username: String
  public let kind: KeyringItemKind

  public init(source: Int64, server: String, username: String, kind: KeyringItemKind) {
    self.source = source
    self.server = server
    self.username = username
    self.kind = kind
  }

  /// What a keyring program shows a person.
  var label: String { "Soul Player: \(username) at \(server), \(kind.rawValue) token" }
}
