import Testing

@testable import soulctl

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("Blue Train", 10), ("Ágætis byrjun", 13), ("A\u{301}", 1), ("日本", 4), ("한국어", 6), ("ｆｕｌｌ", 8),
    ("🎵", 2), ("👩‍👩‍👧", 2), ("🇮🇸", 2), ("❤️", 2), ("\u{200B}", 0), ("क्षि", 1), ("é̂̃", 1), ("–…", 2), ("ㄱ", 2),
  ])
  func `counts columns as terminals do`(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test func `clips by columns, never through a character`() {
    #expect(DisplayWidth.clip("Blue Train", to: 10) == "Blue Train")
    #expect(DisplayWidth.clip("Blue Train", to: 9) == "Blue Tra…")
    #expect(DisplayWidth.clip("日本語", to: 4) == "日…")
    #expect(DisplayWidth.clip("日本語", to: 5) == "日本…")
    #expect(DisplayWidth.clip("日本", to: 1) == "…")
  }

  @Test func `pads by columns`() {
    #expect(DisplayWidth.pad("日", to: 4) == "日  ")
    #expect(DisplayWidth.padLeft("7", to: 3) == "  7")
    #expect(DisplayWidth.pad("long", to: 2) == "long")
  }
}
