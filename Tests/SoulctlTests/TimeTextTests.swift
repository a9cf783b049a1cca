import Testing

@testable import soulctl

@Suite struct TimeTextTests {
  @Test(
    arguments: [
      (0, "0:00"), (999_999, "0:00"), (5_000_000, "0:05"), (65_000_000, "1:05"), (600_000_000, "10:00"),
      (3_599_000_000, "59:59"), (3_600_000_000, "1:00:00"), (3_723_000_000, "1:02:03"),
      (360_000_000_000, "100:00:00"), (-65_000_000, "-1:05"), (-1, "0:00"),
      (Int64.min, "-2562047788:00:54"),
    ] as [(Int64, String)])
  func `writes times as clocks do`(microseconds: Int64, text: String) {
    #expect(TimeText.of(microseconds: microseconds) == text)
  }

  @Test(
    arguments: [
      ("0", 0), ("90", 90_000_000), ("1.5", 1_500_000), ("0.0000019", 1), ("2:05", 125_000_000),
      ("90:00", 5_400_000_000), ("1:02:03", 3_723_000_000), ("1:02:03.25", 3_723_250_000),
    ] as [(String, Int64)])
  func `reads what people write`(text: String, microseconds: Int64) {
    #expect(TimeText.microseconds(of: text) == microseconds)
  }

  @Test(arguments: [
    "", ":", "1:", ":30", "1:75", "1:60:00", "1:2:3:4", "-5", "+5", "1e3", "0x10", "1.", ".5", "1.2.3", "١",
    " 5",
    "9223372036854", "99999999999999999999", "9223372036854775807:00:00", "NaN",
  ])
  func `refuses anything else`(text: String) {
    #expect(TimeText.microseconds(of: text) == nil)
  }
}
