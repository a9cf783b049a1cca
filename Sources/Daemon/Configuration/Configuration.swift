public import Audio
public import Playback

/// What a person wrote into `config.toml`, with the defaults of what they didn't.
public struct Configuration: Sendable {
  /// `[audio] sink`, `[playback] replaygain`.
  public var audio = AudioConfiguration()
  /// `[playback] previous_restarts_after`.
  public var playback = PlaybackConfiguration()
  /// `[library] folders`: absolute paths.
  public var folders: [String] = []
  /// `[sync] interval`: between two syncs of the active server.
  public var syncInterval = Duration.seconds(30 * 60)

  public init() {}
}
