/// URIs that the player takes (`org.soulplayer.Queue`).
enum MusicURI {
  /// - Parameter path: absolute.
  static func file(_ path: String) -> String {
    "file://" + percentEncoded(path, keepingSlashes: true)
  }

  static func search(_ text: String) -> String {
    "soul:search?q=" + percentEncoded(text, keepingSlashes: false)
  }

  /// Whether the text has a scheme, as RFC 3986 has it, that no search text would begin with.
  static func isURI(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    let scheme = text[..<colon].lowercased()
    return scheme == "soul" || scheme == "file" || text[colon...].hasPrefix("://") && scheme.isScheme
  }

  /// RFC 3986's unreserved characters stay; every other byte is encoded.
  private static func percentEncoded(_ text: String, keepingSlashes: Bool) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "/") where keepingSlashes:
        encoded += "/"
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        encoded += hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)"
      }
    }
    return encoded
  }
}

extension String {
  fileprivate var isScheme: Bool {
    guard let first = utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
      return false
    }
    return utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
  }
}
