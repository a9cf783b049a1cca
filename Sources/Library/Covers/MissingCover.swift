public import Model

/// A track that has no cover here, and where it can be had.
public struct MissingCover: Hashable, Sendable {
  public let track: Track.ID
  /// The best place first: what is here already, then the active server.
  public var candidates: [ServerCover]
}
