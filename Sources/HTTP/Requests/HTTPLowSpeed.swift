/// The least that has to come of a body: so many bytes in each stretch of time.
public struct HTTPLowSpeed: Hashable, Sendable {
  /// Bytes that have to come within each `window`, ≥ 1.
  public var bytes: Int
  public var window: Duration

  public init(bytes: Int = 1_024, in window: Duration = .seconds(15)) {
    self.bytes = bytes
    self.window = window
  }
}
