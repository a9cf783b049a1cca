public import Library

/// What a sync has done.
public struct SyncReport: Hashable, Sendable {
  public var tracks = SyncOutcome()
  /// How many playlists the server has.
  public var playlists = 0
  /// All tracks were asked for, not the changes alone.
  public var wasFull = false
}
