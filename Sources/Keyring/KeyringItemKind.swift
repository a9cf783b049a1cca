/// What a secret of a server is. Its raw value is stored with it: cases are never renamed.
public enum KeyringItemKind: String, Hashable, Sendable {
  case access
  case refresh
}
