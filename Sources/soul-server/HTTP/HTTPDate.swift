/// A time as HTTP writes it: IMF-fixdate (RFC 9110, section 5.6.7).
enum HTTPDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// - Parameter time: Unix seconds, ≥ 0.
  static func text(_ time: Int64) -> String {
    let day = max(0, time) / 86_400
    let second = max(0, time) % 86_400
    let (year, month, dayOfMonth) = date(daysSince1970: day)
    let clock = [second / 3_600, second / 60 % 60, second % 60].map(two).joined(separator: ":")
    return "\(days[Int(day % 7)]), \(two(dayOfMonth)) \(months[Int(month) - 1]) \(year) \(clock) GMT"
  }

  /// - Returns: Unix seconds; `nil` for what is no IMF-fixdate from 1970 on. The two obsolete forms are not told apart
  ///   from rubbish: no client of HTTP/1.1 may send them.
  static func time(_ text: String) -> Int64? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 6, let day = number(parts[1]), let month = months.firstIndex(of: String(parts[2])),
      let year = number(parts[3]), (1_970...9_999).contains(year)
    else { return nil }
    let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false).compactMap(number)
    guard clock.count == 3 else { return nil }
    let time =
      days(year: year, month: Int64(month) + 1, day: day) * 86_400 + clock[0] * 3_600 + clock[1] * 60
      + clock[2]
    // Whatever would be written otherwise, such as the 31st of June, is none.
    return Self.text(time) == text ? time : nil
  }

  private static func number(_ text: Substring) -> Int64? {
    (1...4).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      ? Int64(text) : nil
  }

  /// The inverse of `date`.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let yearOfEra = year % 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return year / 400 * 146_097 + dayOfEra - 719_468
  }

  /// The proleptic Gregorian calendar in eras of 400 years, each of which begins in March.
  private static func date(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let days = daysSince1970 + 719_468
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = days / 146_097 * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  private static func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
}
