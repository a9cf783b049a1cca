public import Model

/// A cover that a server has.
public struct ServerCover: Hashable, Sendable {
  public let source: Source.ID
  /// A track with this cover, as the server calls it.
  public let serverFileID: String
  /// What the server calls the cover; any text.
  public let hash: String

  public init(source: Source.ID, serverFileID: String, hash: String) {
    self.source = source
    self.serverFileID = serverFileID
    self.hash = hash
  }
}
