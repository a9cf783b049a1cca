/// Times as people write them: `3:05`, `1:02:03`.
enum TimeText {
  /// - Parameter microseconds: a position or a duration; a part of a second is dropped.
  static func of(microseconds: Int64) -> String {
    let seconds = microseconds.magnitude / 1_000_000
    let sign = microseconds < 0 && seconds > 0 ? "-" : ""
    let minutesAndSeconds = "\(seconds / 60 % 60):".paddedMinutes(seconds >= 3600) + twoDigits(seconds % 60)
    return sign + (seconds >= 3600 ? "\(seconds / 3600):" : "") + minutesAndSeconds
  }

  /// - Parameter text: `S`, `MM:SS` or `H:MM:SS`, without a sign; the seconds may have a fraction.
  /// - Returns: microseconds; `nil` for anything else, and for what no clock shows (`1:75`).
  static func microseconds(of text: some StringProtocol) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), let last = parts.last, let seconds = secondsAndFraction(last) else {
      return nil
    }
    guard parts.count == 1 || seconds < 60_000_000 else { return nil }
    var total = seconds
    var unit: Int64 = 60_000_000
    for (place, part) in parts.dropLast().reversed().enumerated() {
      guard part.allSatisfy(\.isASCIIDigit), let value = Int64(part),
        place > 0 || parts.count < 3 || value < 60
      else { return nil }
      let (scaled, tooLarge) = value.multipliedReportingOverflow(by: unit)
      let (sum, overflow) = total.addingReportingOverflow(scaled)
      guard !tooLarge, !overflow else { return nil }
      total = sum
      unit *= 60
    }
    return total
  }

  private static func secondsAndFraction(_ text: some StringProtocol) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
      let whole = Int64(parts[0]), whole <= Int64.max / 1_000_000 - 1
    else { return nil }
    guard parts.count == 2 else { return whole * 1_000_000 }
    let digits = parts[1].prefix(6)
    guard let fraction = Int64(digits + String(repeating: "0", count: 6 - digits.count)) else { return nil }
    return whole * 1_000_000 + fraction
  }

  private static func twoDigits(_ value: UInt64) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}

extension String {
  fileprivate func paddedMinutes(_ hasHours: Bool) -> String {
    hasHours && utf8.count == 2 ? "0" + self : self
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
