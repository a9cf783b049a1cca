public import Model

/// What one turn of the player came to.
public struct PlayerUpdate: Sendable {
  public let state: PlayerState
  /// Where the position jumped to in this turn: MPRIS `Seeked`.
  public let seeked: MediaTime?
}
