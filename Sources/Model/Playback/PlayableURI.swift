import Foundation

/// Whatever can be played has a URI that every MPRIS client can hand to `OpenUri` (DESIGN §1).
public enum PlayableURI: Hashable, Sendable {
  case track(Track.ID)
  case album(Album.ID)
  case artist(Artist.ID)
  case playlist(Playlist.ID)
  case search(String)
  /// A file's absolute path.
  case file(path: String)
  /// A station or a file on the web, as its address was given. Never with a user or a password: the queue is saved, and
  /// shown to every client.
  case web(url: String)

  /// The schemes that are taken: MPRIS `SupportedUriSchemes`.
  public static let schemes = ["file", "http", "https", "soul"]

  private static let searchPrefix = "search?q="
  /// Bytes.
  private static let longestAddress = 8_192

  /// - Parameter text: `soul:track/7`, `soul:search?q=blue%20train`, `file:///music/a.flac`.
  /// - Returns: `nil` for another scheme, another host than this one, and what is not well-formed.
  public init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = text[text.index(after: colon)...]
    switch text[..<colon].lowercased() {
    case "file": self.init(fileRest: rest)
    case "soul": self.init(soulRest: rest)
    case "http", "https": self.init(web: text, rest: rest)
    default: return nil
    }
  }

  private init?(fileRest rest: Substring) {
    guard rest.hasPrefix("/") else { return nil }
    var path = rest
    if rest.hasPrefix("//") {
      let afterSlashes = rest.dropFirst(2)
      guard let slash = afterSlashes.firstIndex(of: "/"),
        ["", "localhost"].contains(afterSlashes[..<slash].lowercased())
      else { return nil }
      path = afterSlashes[slash...]
    }
    guard let decoded = String(path).removingPercentEncoding, !decoded.utf8.contains(0) else { return nil }
    self = .file(path: decoded)
  }

  private init?(web text: String, rest: Substring) {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    guard rest.hasPrefix("//"), isPlain, text.utf8.count <= Self.longestAddress else { return nil }
    let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
    guard !authority.isEmpty, !authority.hasPrefix(":"), !authority.contains("@") else { return nil }
    self = .web(url: text)
  }

  private init?(soulRest rest: Substring) {
    if rest.hasPrefix(Self.searchPrefix) {
      guard let text = String(rest.dropFirst(Self.searchPrefix.count)).removingPercentEncoding else {
        return nil
      }
      self = .search(text)
      return
    }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = Int64(parts[1]), id > 0 else { return nil }
    switch parts[0] {
    case "track": self = .track(Track.ID(rawValue: id))
    case "album": self = .album(Album.ID(rawValue: id))
    case "artist": self = .artist(Artist.ID(rawValue: id))
    case "playlist": self = .playlist(Playlist.ID(rawValue: id))
    default: return nil
    }
  }
}

extension PlayableURI: CustomStringConvertible {
  public var description: String {
    switch self {
    case .track(let id): "soul:track/\(id)"
    case .album(let id): "soul:album/\(id)"
    case .artist(let id): "soul:artist/\(id)"
    case .playlist(let id): "soul:playlist/\(id)"
    case .search(let text): "soul:" + Self.searchPrefix + Self.percentEncoded(text, keeping: [])
    case .web(let url): url
    case .file(let path): "file://" + Self.percentEncoded(path, keeping: [UInt8(ascii: "/")])
    }
  }

  /// RFC 3986's unreserved characters stay; every other byte is encoded, so that any client reads it alike.
  private static func percentEncoded(_ text: String, keeping kept: Set<UInt8>) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.append(byte)
      case _ where kept.contains(byte): encoded.append(byte)
      default: encoded += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
