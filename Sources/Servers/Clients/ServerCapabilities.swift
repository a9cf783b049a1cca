/// What a server can do that another one can't.
public struct ServerCapabilities: Hashable, Sendable {
  /// Whether a sync can begin where the last one ended. Else each is a sweep over all tracks: what it does not name is
  /// gone, once the sweep is whole.
  public let tellsChanges: Bool
}
