import Model
import Testing

@Suite struct MediaTimeTests {
  @Test func sumsAreHeldAtTheEndsOfInt64() {
    let top = MediaTime(microseconds: .max)
    let bottom = MediaTime(microseconds: .min)
    let second = MediaTime(microseconds: 1_000_000)
    #expect(top + second == top)
    #expect(bottom - second == bottom)
    #expect(second + second == MediaTime(microseconds: 2_000_000))
    #expect(second - bottom == top)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300]) func whatIsNoTimeIsNil(seconds: Double) {
    #expect(MediaTime(seconds: seconds) == nil)
  }

  @Test func secondsAreRoundedToTheNearestMicrosecond() {
    #expect(MediaTime(seconds: 1.000_000_6)?.microseconds == 1_000_001)
    #expect(MediaTime(microseconds: 1_500_000).seconds == 1.5)
  }
}
