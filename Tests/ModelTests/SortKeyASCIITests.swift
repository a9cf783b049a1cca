import Testing

@testable import Model

@Suite struct SortKeyASCIITests {
  /// Every ASCII character, between letters, digits and at the ends: the two ways may never part.
  @Test func theShortWayLeadsToTheSameKey() {
    for byte in UInt8(1)..<0x80 where byte != 0x0D {
      let character = Character(Unicode.Scalar(byte))
      for name in [
        "a\(character)B", "\(character)", "The \(character)", "007\(character)010",
        "\(character) \(character)x",
      ] {
        #expect(SortKey.ofASCII(name) == SortKey.ofUnicode(name), "\(name.debugDescription)")
      }
    }
    let long = String(repeating: "The Long 12 ", count: 100)
    #expect(SortKey.ofASCII(long) == SortKey.ofUnicode(long))
  }

  @Test func otherNamesTakeTheLongWay() {
    #expect(SortKey.ofASCII("Björk") == nil)
    #expect(SortKey.ofASCII("a\r\nb") == nil)
  }
}
