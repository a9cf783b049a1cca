import Testing

@testable import Audio

@Suite struct SegmentTests {
  @Test func `A segment is narrowed at both ends`() throws {
    let narrowed = try #require(SampleClipping.narrowed(start: 10_000, stop: 50_000, time: 7_000))
    #expect(narrowed == (10_500, 49_500, 7_500))
    let whole = try #require(SampleClipping.narrowed(start: 0, stop: .max, time: 0))
    #expect(whole == (0, .max, 0))
  }

  @Test func `Times at the end of all numbers are none to count on with`() throws {
    #expect(SampleClipping.narrowed(start: .max - 10, stop: .max, time: 0) == nil)
    #expect(SampleClipping.narrowed(start: .max, stop: 5, time: 0) == nil)
    let unknown = try #require(SampleClipping.narrowed(start: 10_000, stop: .max, time: .max))
    #expect(unknown == (10_500, .max, .max))
  }

  @Test func `Bytes are looked for at any place`() {
    var blocks = ReadBlocks()
    blocks.add([1, 2, 3], at: 0)
    #expect(blocks.count(from: 1, upTo: 10) == 2)
    #expect(blocks.count(from: .max, upTo: 10) == 0)
  }
}
