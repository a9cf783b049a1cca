import Model

extension ServerPlaylist {
  /// The list of playlists, without their tracks: an array, or an object that has it as `playlists`.
  static func readList(_ body: [UInt8]) throws(JSONDefect) -> [ServerPlaylist] {
    var reader = JSONReader(body)
    var list: [ServerPlaylist]?
    if try reader.peek() == UInt8(ascii: "[") {
      list = try readArray(&reader)
    } else if try reader.enterObject() {
      while let key = try reader.nextKey() {
        if key == "playlists" { list = try readArray(&reader) } else { try reader.skip() }
      }
    }
    try reader.finish()
    guard let list else { throw JSONDefect("no list of playlists") }
    return list
  }

  /// One playlist with its tracks.
  static func read(_ body: [UInt8]) throws(JSONDefect) -> ServerPlaylist {
    var reader = JSONReader(body)
    let playlist = try ServerPlaylist(&reader)
    try reader.finish()
    guard playlist.trackIDs != nil else { throw JSONDefect("a playlist without tracks") }
    return playlist
  }

  private static func readArray(_ reader: inout JSONReader) throws(JSONDefect) -> [ServerPlaylist] {
    guard try reader.enterArray() else { throw JSONDefect("playlists that are no array") }
    var list: [ServerPlaylist] = []
    while try reader.nextElement() { list.append(try ServerPlaylist(&reader)) }
    return list
  }

  private init(_ reader: inout JSONReader) throws(JSONDefect) {
    guard try reader.enterObject() else { throw JSONDefect("a playlist that is no object") }
    self.init(id: "", name: "")
    while let key = try reader.nextKey() {
      switch key {
      case "id": id = try ServerID.read(&reader)
      case "name": name = try reader.text().flatMap(CleanText.cleaned) ?? ""
      case "updated_at": revision = try reader.text().flatMap(CleanText.cleaned)
      case "tracks": trackIDs = try Self.readTracks(&reader)
      default: try reader.skip()
      }
    }
    guard !id.isEmpty else { throw JSONDefect("a playlist without an id") }
  }

  /// Tracks may come in any order; `position` says which is theirs.
  private static func readTracks(_ reader: inout JSONReader) throws(JSONDefect) -> [String] {
    guard try reader.enterArray() else { throw JSONDefect("a playlist's tracks that are no array") }
    var tracks: [(position: Int64, id: String)] = []
    while try reader.nextElement() {
      guard try reader.enterObject() else { throw JSONDefect("a playlist's track that is no object") }
      var id: String?
      var position = Int64(tracks.count)
      while let key = try reader.nextKey() {
        switch key {
        case "track_id": id = try ServerID.read(&reader)
        case "position": position = try reader.integer() ?? position
        default: try reader.skip()
        }
      }
      guard let id else { throw JSONDefect("a playlist's track without a track_id") }
      tracks.append((position, id))
    }
    // Swift's sort is stable, so equal positions keep the server's order.
    return tracks.sorted { $0.position < $1.position }.map(\.id)
  }
}
