/// How far the sync of a source's tracks is.
public struct SyncState: Hashable, Sendable {
  public enum Phase: String, Sendable {
    /// Everything is being read, and goes on at the cursor, from the beginning where there is none.
    case full
    /// Everything has been read; what the server no longer has is still to be taken out.
    case sweep
    /// The cursor is where changes are asked from.
    case complete
  }

  public var phase = Phase.full
  public var cursor: String?
  /// Counts the full syncs.
  public var generation: Int64 = 0
  /// How many tracks the server said it has; 0 = not known.
  public var totalItems = 0
  /// How many of them the running or last full sync has read.
  public var syncedItems = 0
}
