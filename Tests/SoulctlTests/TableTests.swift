import Testing

@testable import soulctl

@Suite struct TableTests {
  private let plain = Style(isColoured: false)

  private var table: Table {
    var table = Table([
      Table.Column(title: "ID", isNumeric: true), Table.Column(title: "TITLE", isFlexible: true),
      Table.Column(title: "ARTIST", isFlexible: true),
    ])
    table.add(["7", "Blue Train", "John Coltrane"])
    table.add(["12", "日本の歌", "A\u{1B}[2J"])
    return table
  }

  @Test func `columns line up, wide characters too`() {
    #expect(
      table.lines(width: nil, style: plain) == [
        "ID  TITLE       ARTIST",
        " 7  Blue Train  John Coltrane",
        "12  日本の歌    A␛[2J",
      ])
  }

  @Test func `no line ends in blanks`() {
    var table = table
    table.add(["13", "", ""])
    #expect(table.lines(width: nil, style: plain).last == "13")
  }

  @Test(arguments: 1..<60)
  func `no line is longer than the screen`(width: Int) {
    for line in table.lines(width: width, style: plain) {
      #expect(DisplayWidth.columns(of: line) <= width)
    }
  }

  @Test func `the widest column gives way first`() {
    #expect(
      table.lines(width: 26, style: plain) == [
        "ID  TITLE       ARTIST",
        " 7  Blue Train  John Colt…",
        "12  日本の歌    A␛[2J",
      ])
  }

  @Test func `colour is there only where it is wanted`() {
    var table = table
    table.emphasis = 0
    let coloured = table.lines(width: nil, style: Style(isColoured: true))
    #expect(coloured[1] == "\u{1B}[1m 7  Blue Train  John Coltrane\u{1B}[0m")
    #expect(!table.lines(width: nil, style: plain).joined().contains("\u{1B}"))
  }

  @Test func `progress fits the line and never wraps`() {
    for width in [1, 20, 40, 80] {
      let line = ProgressLine.text(done: 5, total: 20, detail: "/music/日本/\u{1B}[2Jx.flac", width: width)
      #expect(DisplayWidth.columns(of: line) <= max(1, width - 1))
      #expect(!line.contains("\u{1B}"))
    }
    #expect(ProgressLine.text(done: 5, total: 20, detail: "a", width: 80).contains("25 %  5/20  a"))
    #expect(ProgressLine.text(done: 5, total: 0, detail: "a", width: 80) == "5  a")
  }
}
