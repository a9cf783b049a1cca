/// Reads the two forms of a moment that servers write, into Unix seconds. (`Date`'s parsers take many times as long,
/// and a sync reads one a track.)
enum Timestamp {
  /// - Parameter text: RFC 3339 (`2026-01-02T03:04:05.678+02:00`), or `2026-01-02 03:04:05`, which is UTC.
  /// - Returns: whole seconds; `nil` for any other text.
  static func seconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 19, bytes[4] == dash, bytes[7] == dash, bytes[13] == colon, bytes[16] == colon,
      [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
      let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
      let second = number(bytes[17..<19]),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60,
      let offset = offset(bytes[19...])
    else { return nil }
    return days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
  }

  /// - Parameter text: RFC 9110 §5.6.7's own form: `Sun, 06 Nov 1994 08:49:37 GMT`.
  static func seconds(ofHTTPDate text: String) -> Int64? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else {
      return nil
    }
    return seconds("\(parts[3])-\(month < 9 ? "0" : "")\(month + 1)-\(parts[1]) \(parts[4])")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let dash = UInt8(ascii: "-")
  private static let colon = UInt8(ascii: ":")

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    return value
  }

  /// What follows the seconds: a fraction, which is dropped, and the distance from UTC.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var rest = bytes
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst().drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    switch rest.first {
    case nil: return 0
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      return rest.count == 1 ? 0 : nil
    case UInt8(ascii: "+"), dash:
      let digits = rest.dropFirst().filter { $0 != colon }
      guard digits.count == 4, let hours = number(digits[0..<2]), let minutes = number(digits[2..<4]) else {
        return nil
      }
      return (hours * 3_600 + minutes * 60) * (rest.first == dash ? -1 : 1)
    default: return nil
    }
  }

  /// Days since 1970-01-01 of the Gregorian calendar, counted in years that begin in March so that the leap day is
  /// their last.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
