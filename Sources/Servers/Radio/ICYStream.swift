import Model

/// Takes a station's titles out of its bytes: the ICY protocol, which SHOUTcast and Icecast speak.
///
/// After every `interval` bytes of sound comes one byte, a number, and 16 times as many bytes of text:
/// `StreamTitle='Artist - Title';StreamUrl='…';`, padded with NUL.
struct ICYStream {
  /// No station sends more sound in a row than this without a title in between; a number above is no number.
  private static let longestInterval = 16 << 20

  private let interval: Int
  /// Bytes of sound until the next length byte.
  private var sound: Int
  /// Bytes of text that are still to come.
  private var missing = 0
  private var text: [UInt8] = []

  /// - Parameter header: `icy-metaint`; `nil` for one that is no such number.
  init?(interval header: String) {
    guard let interval = Int(header), (1...Self.longestInterval).contains(interval) else { return nil }
    self.interval = interval
    sound = interval
  }

  /// - Returns: the sound within these bytes, and the titles in their order; an empty one where the station says so.
  mutating func take(_ bytes: [UInt8]) -> (sound: [UInt8], titles: [String]) {
    var heard: [UInt8] = []
    heard.reserveCapacity(bytes.count)
    var titles: [String] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      if sound > 0 {
        let part = rest.prefix(sound)
        heard += part
        sound -= part.count
        rest = rest.dropFirst(part.count)
      } else if missing > 0 {
        let part = rest.prefix(missing)
        text += part
        missing -= part.count
        rest = rest.dropFirst(part.count)
        if missing == 0 {
          if let title = Self.title(in: text) { titles.append(title) }
          text = []
          sound = interval
        }
      } else {
        missing = 16 * Int(rest.removeFirst())
        if missing == 0 { sound = interval }
      }
    }
    return (heard, titles)
  }

  /// - Returns: `nil` where the text names none.
  private static func title(in bytes: [UInt8]) -> String? {
    // UTF-8 where it is that, else Latin-1, which every byte is.
    let text =
      String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    guard let start = text.firstRange(of: "StreamTitle='") else { return nil }
    let rest = text[start.upperBound...]
    // A title may hold quotes: its end is a quote and a semicolon.
    let end = rest.firstRange(of: "';")?.lowerBound ?? rest.lastIndex(of: "'") ?? rest.endIndex
    return CleanText.cleaned(String(rest[..<end])) ?? ""
  }
}
