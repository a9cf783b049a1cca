import Model
import Testing

@Suite struct FileStampTests {
  @Test func timesBeyondNanosecondsAreHeldAtTheEnds() {
    func modified(_ seconds: Int64, _ nanoseconds: Int64) -> Int64 {
      FileStamp(size: 1, seconds: seconds, nanoseconds: nanoseconds, inode: 1).modified
    }
    #expect(modified(1, 5) == 1_000_000_005)
    #expect(modified(-1, 5) == -999_999_995)
    #expect(modified(9_223_372_036, 854_775_807) == .max)
    #expect(modified(9_223_372_036, 999_999_999) == .max)
    #expect(modified(.max, 0) == .max)
    #expect(modified(.min, 999_999_999) == .min)
  }
}
