/// The ids that clients get are row numbers as text.
enum NumericID {
  /// - Returns: `nil` for whatever was never given out: signs, spaces, leading zeros, other digits.
  static func value(_ text: some StringProtocol) -> Int64? {
    let digits = text.utf8
    guard (1...19).contains(digits.count), digits.first != UInt8(ascii: "0"),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int64(text)
  }
}
