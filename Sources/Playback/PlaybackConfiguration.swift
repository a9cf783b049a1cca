public import Model

/// What a person may set of the player's habits: `[playback]` in `config.toml`.
public struct PlaybackConfiguration: Sendable {
  /// Previous goes back to the track's beginning where more than this has played; `nil`: always to the track before.
  public var previousRestartsAfter: MediaTime?

  public init(previousRestartsAfter: MediaTime? = nil) {
    self.previousRestartsAfter = previousRestartsAfter
  }
}
