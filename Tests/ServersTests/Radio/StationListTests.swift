import Testing

@testable import Servers

@Suite struct StationListTests {
  private static let base = "https://radio.example/lists/a.m3u"

  @Test(arguments: [
    (
      "#EXTM3U\n#EXTINF:-1,Name\nhttp://a.example/1\r\n\n  http://b.example/2  \n",
      ["http://a.example/1", "http://b.example/2"]
    ),
    ("\u{FEFF}http://a.example/1", ["http://a.example/1"]),
    ("stream.mp3\n/top.mp3", ["https://radio.example/lists/stream.mp3", "https://radio.example/top.mp3"]),
    (
      "[playlist]\nNumberOfEntries=2\nTitle1=One\nFile1=http://a.example/1\nLength1=-1\nfile2 = http://b.example/2\n",
      ["http://a.example/1", "http://b.example/2"]
    ),
    ("file:///etc/passwd\nsoul:track/1\nhttp://a.example/1", ["http://a.example/1"]),
  ])
  func entriesAreFound(text: String, entries: [String]) throws {
    #expect(try StationList.entries(of: text, at: Self.base) == entries)
  }

  @Test(arguments: ["", "#EXTM3U\n", "[playlist]\nTitle1=x", "file:///etc/passwd", "\0\u{1}"])
  func aListOfNothingIsNamed(text: String) {
    #expect(throws: WebStreamError.emptyList(place: Self.base)) {
      try StationList.entries(of: text, at: Self.base + "?token=1")
    }
  }

  @Test func aSegmentedStreamIsNamed() {
    #expect(throws: WebStreamError.segmented(place: Self.base)) {
      try StationList.entries(of: "#EXTM3U\n#EXT-X-VERSION:3\na.ts", at: Self.base)
    }
  }

  @Test func aLongListIsCut() throws {
    let text = (0..<5_000).map { "http://a.example/\($0)" }.joined(separator: "\n")
    #expect(try StationList.entries(of: text, at: Self.base).count == 8)
  }
}
