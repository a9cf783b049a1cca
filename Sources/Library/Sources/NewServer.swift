public import Model

/// A server to be added.
public struct NewServer: Hashable, Sendable {
  /// Not empty; no other source is called so, whatever the case.
  public var name: String
  /// Normalised and checked.
  public var url: String
  public var username: String
  /// The dialect to begin with; any but `local`.
  public var kind: Source.Kind
  public var caFile: String?
  public var allowsInsecure: Bool

  public init(
    name: String, url: String, username: String, kind: Source.Kind = .soul, caFile: String? = nil,
    allowsInsecure: Bool = false
  ) {
    self.name = name
    self.url = url
    self.username = username
    self.kind = kind
    self.caFile = caFile
    self.allowsInsecure = allowsInsecure
  }
}
