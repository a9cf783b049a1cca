import Model

extension ServerTrackPage {
  /// More than any client asks for: what sends more must not fill the memory.
  private static let maximumRows = 10_000

  /// A page in any of the forms of SOUL_API §1 and §2: of a first sync, of a later one, of a sweep, or a bare array.
  ///
  /// A page is read whole or not at all.
  static func read(_ body: [UInt8]) throws(JSONDefect) -> ServerTrackPage {
    var reader = JSONReader(body)
    var page = ServerTrackPage(tracks: [], hasMore: false)
    if try reader.peek() == UInt8(ascii: "[") {
      try page.readTracks(&reader)
    } else {
      try page.readObject(&reader)
    }
    try reader.finish()
    return page
  }

  private mutating func readObject(_ reader: inout JSONReader) throws(JSONDefect) {
    guard try reader.enterObject() else { throw JSONDefect("neither an object nor an array") }
    var isPage = false
    while let key = try reader.nextKey() {
      switch key {
      case "tracks", "new_tracks", "updated_tracks":
        try readTracks(&reader)
        isPage = true
      case "deleted_tracks":
        try readDeleted(&reader)
        isPage = true
      case "next_cursor": nextCursor = try reader.text().flatMap { $0.isEmpty ? nil : $0 }
      case "has_more": hasMore = try reader.boolean() ?? false
      case "total": total = try reader.integer().flatMap(Int.init(exactly:)).flatMap { $0 >= 0 ? $0 : nil }
      default: try reader.skip()
      }
    }
    guard isPage else { throw JSONDefect("an object without tracks") }
    guard !hasMore || nextCursor != nil else { throw JSONDefect("more to come, but no next_cursor") }
  }

  private mutating func readTracks(_ reader: inout JSONReader) throws(JSONDefect) {
    guard try reader.enterArray() else { throw JSONDefect("tracks that are no array") }
    while try reader.nextElement() {
      try checkRoom()
      do throws(JSONDefect) {
        tracks.append(try ServerTrack(&reader))
      } catch {
        throw JSONDefect("\(error.reason) (track \(tracks.count + 1) of the page)")
      }
    }
  }

  private mutating func readDeleted(_ reader: inout JSONReader) throws(JSONDefect) {
    guard try reader.enterArray() else { throw JSONDefect("deleted_tracks that are no array") }
    while try reader.nextElement() {
      try checkRoom()
      deleted.append(try ServerID.read(&reader))
    }
  }

  private func checkRoom() throws(JSONDefect) {
    guard tracks.count + deleted.count < Self.maximumRows else {
      throw JSONDefect("more than \(Self.maximumRows) tracks on one page")
    }
  }
}
