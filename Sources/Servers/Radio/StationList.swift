import Foundation

/// A playlist as radio stations hand it out: M3U or PLS, with the addresses of streams.
enum StationList {
  /// The longest playlist that is read, bytes.
  static let maximumSize = 65_536
  /// How many of its entries are tried.
  private static let maximumCount = 8

  /// Whether an answer is a playlist, by its type or, where that says nothing, by the address.
  static func isList(type: String?, url: String) -> Bool {
    let type = type?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
    switch type {
    case "audio/x-mpegurl", "audio/mpegurl", "application/x-mpegurl", "application/vnd.apple.mpegurl",
      "audio/x-scpls", "application/pls+xml":
      return true
    case nil, "text/plain", "application/octet-stream", "text/html":
      let path = url.prefix { $0 != "?" && $0 != "#" }.lowercased()
      return [".m3u", ".m3u8", ".pls"].contains { path.hasSuffix($0) }
    default: return false
    }
  }

  /// - Parameter url: where the playlist comes from: its entries may be seen from there.
  /// - Throws: `WebStreamError.segmented`, `.emptyList`.
  /// - Returns: absolute `http` and `https` addresses, at least one.
  static func entries(of text: String, at url: String) throws(WebStreamError) -> [String] {
    if text.contains("#EXT-X-") { throw .segmented(place: WebStreamError.place(of: url)) }
    let isPLS = text.range(of: "[playlist]", options: .caseInsensitive) != nil
    let base = URL(string: url)
    var entries: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      var entry = line.trimmingCharacters(in: .whitespaces)
      if isPLS {
        guard entry.lowercased().hasPrefix("file"), let equals = entry.firstIndex(of: "=") else { continue }
        entry = entry[entry.index(after: equals)...].trimmingCharacters(in: .whitespaces)
      }
      // A byte order mark stands before the first.
      if entry.hasPrefix("\u{FEFF}") { entry.removeFirst() }
      guard !entry.isEmpty, !entry.hasPrefix("#"), entry.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
        let address = URL(string: entry, relativeTo: base)?.absoluteURL,
        // A station has no business with the files of this device.
        ["http", "https"].contains(address.scheme?.lowercased())
      else { continue }
      entries.append(address.absoluteString)
      if entries.count == maximumCount { break }
    }
    guard !entries.isEmpty else { throw .emptyList(place: WebStreamError.place(of: url)) }
    return entries
  }
}
