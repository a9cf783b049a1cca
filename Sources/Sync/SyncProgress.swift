/// How far a sync is, in tracks.
public struct SyncProgress: Hashable, Sendable {
  /// Written so far.
  public var done: Int
  /// 0 = not known.
  public var total: Int
  /// Tracks a second, since the sync began.
  public var rate: Double
}
