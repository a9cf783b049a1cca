import Testing

@testable import soul_server

@Suite("Ranges of a file")
struct ByteRangeTests {
  @Test(
    "A range is cut to the file",
    arguments: [
      ("bytes=0-0", 0..<1), ("bytes=0-9", 0..<10), ("bytes=5-", 5..<100), ("bytes=-5", 95..<100),
      ("bytes=-500", 0..<100), ("bytes=90-200", 90..<100), ("BYTES=0-0", 0..<1),
      ("bytes=0-99999999999999999999999", 0..<100),
    ] as [(String, Range<Int64>)])
  func part(header: String, range: Range<Int64>) {
    #expect(ByteRange(header, size: 100) == .part(range))
  }

  @Test("What lies behind the end can't be had", arguments: ["bytes=100-", "bytes=100-200", "bytes=-0"])
  func unsatisfiable(header: String) {
    #expect(ByteRange(header, size: 100) == .unsatisfiable)
  }

  @Test(
    "What is no single range asks for the whole file",
    arguments: [
      nil, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=1-0", "bytes=0-1,3-4", "items=0-1",
      "bytes=+1-2", "bytes=--1", "bytes=1-2-3", "bytes=0x1-2", String(repeating: "bytes=0-1,", count: 1_000),
    ])
  func whole(header: String?) {
    #expect(ByteRange(header, size: 100) == .whole)
  }

  @Test("An empty file has no ranges")
  func empty() {
    #expect(ByteRange("bytes=0-", size: 0) == .unsatisfiable)
    #expect(ByteRange("bytes=-1", size: 0) == .unsatisfiable)
  }
}
