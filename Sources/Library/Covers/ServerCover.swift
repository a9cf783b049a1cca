public import Model

/// A cover that a server has.
public struct ServerCover: Hashable, Sendable {
  /// What a server means by a hash is one cover, whichever of its tracks it is asked for.
  public struct ID: Hashable, Sendable {
    public let source: Source.ID
    /// What the server calls the cover; any text.
    public let hash: String
  }

  public let id: ID
  /// A track with this cover, as the server calls it.
  public let serverFileID: String
  /// Its file, where it was fetched already, for whichever track.
  public let file: CoverKey?
}
