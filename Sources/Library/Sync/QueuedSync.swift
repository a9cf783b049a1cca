public import Model

/// A sync that failed: when it is tried again, or that it waits for a person.
public struct QueuedSync: Hashable, Sendable {
  public let source: Source.ID
  /// How often it has failed in a row, > 0.
  public var retryCount: Int
  /// One sentence.
  public var lastError: String
  /// Unix seconds; `nil` where it is not tried again by itself.
  public var nextAttempt: Int64?
  /// Whether the keyring held it up: once that gives the token it need not wait any longer.
  public var waitsForKeyring: Bool

  public init(
    source: Source.ID, retryCount: Int, lastError: String, nextAttempt: Int64?, waitsForKeyring: Bool = false
  ) {
    self.source = source
    self.retryCount = retryCount
    self.lastError = lastError
    self.nextAttempt = nextAttempt
    self.waitsForKeyring = waitsForKeyring
  }
}
