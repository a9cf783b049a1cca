/// A position in a track or a duration, in microseconds: the unit of MPRIS and of every interface of ours.
public struct MediaTime: Hashable, Comparable, Sendable {
  public let microseconds: Int64

  public static let zero = MediaTime(microseconds: 0)

  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The nearest whole microsecond; what is not finite or lies outside of Int64 is `nil`.
  public init?(seconds: Double) {
    let exact = (seconds * 1_000_000).rounded()
    guard exact.isFinite, let microseconds = Int64(exactly: exact) else { return nil }
    self.microseconds = microseconds
  }

  public var seconds: Double { Double(microseconds) / 1_000_000 }

  public static func < (left: Self, right: Self) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The sum, held at the ends of Int64: an offset comes from the bus and may be anything.
  public static func + (left: Self, right: Self) -> MediaTime {
    let (sum, overflow) = left.microseconds.addingReportingOverflow(right.microseconds)
    guard overflow else { return MediaTime(microseconds: sum) }
    return MediaTime(microseconds: right.microseconds > 0 ? .max : .min)
  }

  /// The difference, held at the ends of Int64.
  public static func - (left: Self, right: Self) -> MediaTime {
    let (difference, overflow) = left.microseconds.subtractingReportingOverflow(right.microseconds)
    guard overflow else { return MediaTime(microseconds: difference) }
    return MediaTime(microseconds: right.microseconds < 0 ? .max : .min)
  }
}
