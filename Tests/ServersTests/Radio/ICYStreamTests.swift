import Testing

@testable import Servers

@Suite struct ICYStreamTests {
  /// Sound with a title after every `interval` bytes.
  static func encoded(_ sound: [UInt8], interval: Int, titles: [String?]) -> [UInt8] {
    var bytes: [UInt8] = []
    var titles = titles[...]
    for start in stride(from: 0, to: sound.count, by: interval) {
      let part = sound[start..<min(start + interval, sound.count)]
      bytes += part
      guard part.count == interval else { break }
      bytes += block(titles.popFirst() ?? nil)
    }
    return bytes
  }

  static func block(_ title: String?) -> [UInt8] {
    guard let title else { return [0] }
    let text = Array("StreamTitle='\(title)';StreamUrl='';".utf8)
    let size = (text.count + 15) / 16
    return [UInt8(size)] + text + [UInt8](repeating: 0, count: size * 16 - text.count)
  }

  private static let sound = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

  @Test(arguments: [1, 15, 16, 17, 999, 20_000])
  func soundAndTitlesArePartedHoweverTheyCome(piece: Int) throws {
    var stream = try #require(ICYStream(interval: "1000"))
    let bytes = Self.encoded(Self.sound, interval: 1_000, titles: ["A - B", nil, "It's; a 'quote'", nil, ""])
    var sound: [UInt8] = []
    var titles: [String] = []
    for start in stride(from: 0, to: bytes.count, by: piece) {
      let part = stream.take(Array(bytes[start..<min(start + piece, bytes.count)]))
      sound += part.sound
      titles += part.titles
    }
    #expect(sound == Self.sound)
    #expect(titles == ["A - B", "It's; a 'quote'", ""])
  }

  @Test(arguments: ["", "0", "-5", "x", "99999999999999999999", "1e3", "99999999"])
  func whatIsNoIntervalIsNone(header: String) {
    #expect(ICYStream(interval: header) == nil)
  }

  @Test func hostileTextIsHarmless() throws {
    let texts: [[UInt8]] = [
      [UInt8](repeating: 255, count: 4_080), Array("StreamTitle='".utf8),
      Array("StreamTitle='\u{1B}[31m\u{7}x".utf8),
      Array("StreamTitle='M".utf8) + [0xFC] + Array("ller';".utf8),
    ]
    var heard: [String] = []
    for text in texts {
      var stream = try #require(ICYStream(interval: "1"))
      let size = (text.count + 15) / 16
      let padding = [UInt8](repeating: 0, count: size * 16 - text.count)
      heard += stream.take([7, UInt8(size)] + text + padding + [8]).titles
    }
    #expect(heard == ["", "[31m x", "Müller"])
  }
}
