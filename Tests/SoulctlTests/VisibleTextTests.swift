import Foundation
import Testing

@testable import soulctl

@Suite struct VisibleTextTests {
  private let hostile = "a\u{1B}[31mb\nc\u{7F}d\u{9B}2Je\u{202E}f\u{0}g\r"

  @Test func `control characters become visible signs of one line`() {
    let visible = VisibleText.of(hostile)
    #expect(visible == "a␛[31mb␊c␡d�2Je�f␀g␍")
    #expect(DisplayWidth.columns(of: visible) == visible.count)
  }

  @Test func `other text stays as it is`() {
    for text in ["", "Blue Train", "Ágætis byrjun", "日本", "👩‍👩‍👧", "Rock 'n' Roll \"live\" \\o/"] {
      #expect(VisibleText.of(text) == text)
    }
  }

  @Test func `JSON is harmless on a terminal and says the same`() throws {
    let raw = try #require(String(data: JSONEncoder().encode(["title": hostile]), encoding: .utf8))
    let json = VisibleText.ofJSON(raw)
    #expect(
      !json.unicodeScalars.contains {
        $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || $0 == "\u{202E}"
      })
    #expect(try JSONDecoder().decode([String: String].self, from: Data(json.utf8)) == ["title": hostile])
  }
}
