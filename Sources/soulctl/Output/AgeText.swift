import Glibc

/// How long ago something was, in words.
enum AgeText {
  /// - Parameters:
  ///   - moment: Unix seconds; 0 = never.
  ///   - now: Unix seconds.
  static func of(_ moment: Int64, now: Int64 = Int64(time(nil))) -> String {
    guard moment > 0 else { return "never" }
    let seconds = max(0, now - moment)
    return switch seconds {
    case ..<60: "just now"
    case ..<3_600: count(seconds / 60, "minute")
    case ..<86_400: count(seconds / 3_600, "hour")
    default: count(seconds / 86_400, "day")
    }
  }

  private static func count(_ number: Int64, _ unit: String) -> String {
    "\(number) \(unit)\(number == 1 ? "" : "s") ago"
  }
}
