/// How long to wait after so many failures in a row: twice as long each time, within bounds, and never all clients at
/// the same moment.
struct Backoff {
  let first: Duration
  let longest: Duration

  /// Of asking whether a server is back.
  static let probe = Backoff(first: .seconds(5), longest: .seconds(300))
  /// Of trying a failed sync again.
  static let sync = Backoff(first: .seconds(30), longest: .seconds(1_800))

  /// - Parameter failures: in a row, > 0.
  /// - Returns: within 20 % of the step.
  func delay(after failures: Int) -> Duration {
    let step = min(longest, first * (1 << min(max(0, failures - 1), 20)))
    return Self.jittered(step)
  }

  static func jittered(_ duration: Duration) -> Duration {
    duration * Double.random(in: 0.8...1.2)
  }
}
