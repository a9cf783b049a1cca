public import Model

/// A position that was true at one moment, and how fast it has moved since: nothing has to wake up to know it now.
public struct PositionAnchor: Hashable, Sendable {
  public let position: MediaTime
  /// On a clock that stands while the machine sleeps, as the sound does.
  let moment: SuspendingClock.Instant
  /// Media time per time; 0 while nothing sounds.
  let speed: Double

  static func still(at position: MediaTime) -> PositionAnchor {
    PositionAnchor(position: position, moment: .now, speed: 0)
  }

  static func moving(from position: MediaTime, speed: Double) -> PositionAnchor {
    PositionAnchor(position: position, moment: .now, speed: speed)
  }

  /// The position now, not past the end.
  /// - Parameter duration: the track's; `nil` where it is not known.
  public func position(within duration: MediaTime?) -> MediaTime {
    guard speed != 0 else { return position }
    let (seconds, attoseconds) = moment.duration(to: .now).components
    let elapsed = (Double(seconds) + Double(attoseconds) / 1e18) * speed
    let now = MediaTime(seconds: elapsed).map { position + $0 } ?? position
    return duration.map { min($0, now) } ?? now
  }
}
