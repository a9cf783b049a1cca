public import Model

/// That a sync has begun or ended, for who shows the source.
public struct SyncEvent: Hashable, Sendable {
  public enum Change: Hashable, Sendable {
    case began
    case succeeded
    case failed(SyncError)
  }

  public let source: Source.ID
  public let change: Change
}
