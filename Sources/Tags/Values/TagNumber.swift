/// Reads the numbers that people write into tags.
enum TagNumber {
  /// The highest track or disc number that is taken for one.
  private static let maximum = 99_999

  /// `3`, `03`, `3/12`.
  /// - Returns: each part where it is a number above 0.
  static func position(_ text: String) -> (number: Int?, total: Int?) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    return (parts.first.flatMap(count), parts.count > 1 ? count(parts[1]) : nil)
  }

  /// A year from `2009`, `2009-05-01`, `20090501`, `01.05.2009`.
  static func year(_ text: String) -> Int? {
    var rest = Substring(text)
    while let start = rest.firstIndex(where: isDigit) {
      let run = rest[start...].prefix(while: isDigit)
      if run.count >= 4 {
        return Int(run.prefix(4)).flatMap { $0 > 0 ? $0 : nil }
      }
      rest = rest[run.endIndex...]
    }
    return nil
  }

  /// A number before its unit: `-7.89 dB`, `+3,5`.
  static func decibels(_ text: String) -> Double? {
    let number = text.drop { $0 == " " }.prefix { isDigit($0) || "+-.,eE".contains($0) }
    return Double(String(number.map { $0 == "," ? "." : $0 })).flatMap { abs($0) <= 200 ? $0 : nil }
  }

  static func peak(_ text: String) -> Double? {
    decibels(text).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// RFC 7845 §5.2.1: Q7.8 dB towards −23 LUFS, where ReplayGain 2.0 aims at −18.
  static func r128(_ text: String) -> Double? {
    Int16(text).map { Double($0) / 256 + 5 }
  }

  private static func count(_ text: Substring) -> Int? {
    let digits = text.drop { $0 == " " }.prefix(while: isDigit)
    return Int(digits).flatMap { (1...maximum).contains($0) ? $0 : nil }
  }

  private static func isDigit(_ character: Character) -> Bool {
    ("0"..."9").contains(character)
  }
}
