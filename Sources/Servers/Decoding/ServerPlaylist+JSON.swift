import Model

extension ServerPlaylist {
  /// The list of playlists, without their tracks: an array, or an object that has it as `playlists`.
  ///
  /// An entry without an id costs itself alone, unless there is no other: then it is another kind of list.
  /// - Returns: how many entries were left out, beside the others.
  static func readList(_ body: [UInt8]) throws(JSONDefect) -> (playlists: [ServerPlaylist], skipped: Int) {
    var reader = JSONReader(body)
    var list: (playlists: [ServerPlaylist], skipped: Int)?
    if try reader.peek() == UInt8(ascii: "[") {
      list = try readArray(&reader)
    } else if try reader.enterObject() {
      while let key = try reader.nextKey() {
        if key == "playlists" { list = try readArray(&reader) } else { try reader.skip() }
      }
    }
    try reader.finish()
    guard let list else { throw JSONDefect("no list of playlists") }
    guard !list.playlists.isEmpty || list.skipped == 0 else { throw JSONDefect("playlists without an id") }
    return list
  }

  /// One playlist with its tracks; entries without a `track_id` are left out.
  /// - Returns: how many were left out, beside the playlist.
  static func read(_ body: [UInt8]) throws(JSONDefect) -> (playlist: ServerPlaylist, skipped: Int) {
    var reader = JSONReader(body)
    var skipped = 0
    guard let playlist = try ServerPlaylist(&reader, skipped: &skipped) else {
      throw JSONDefect("a playlist without an id")
    }
    try reader.finish()
    guard playlist.trackIDs != nil else { throw JSONDefect("a playlist without tracks") }
    return (playlist, skipped)
  }

  private static func readArray(
    _ reader: inout JSONReader
  ) throws(JSONDefect) -> (playlists: [ServerPlaylist], skipped: Int) {
    guard try reader.enterArray() else { throw JSONDefect("playlists that are no array") }
    var list: [ServerPlaylist] = []
    var skipped = 0
    var skippedTracks = 0
    while try reader.nextElement() {
      if let playlist = try ServerPlaylist(&reader, skipped: &skippedTracks) {
        list.append(playlist)
      } else {
        skipped += 1
      }
    }
    return (list, skipped)
  }

  /// - Parameter skipped: grows by the tracks that are left out.
  /// - Returns: `nil` for what has no id.
  private init?(_ reader: inout JSONReader, skipped: inout Int) throws(JSONDefect) {
    guard try reader.enterObject() else { return nil }
    self.init(id: "", name: "")
    while let key = try reader.nextKey() {
      switch key {
      case "id": id = try ServerID.readIfAny(&reader) ?? ""
      case "name": name = try reader.text().flatMap(CleanText.cleaned) ?? ""
      case "updated_at": revision = try reader.text().flatMap(CleanText.cleaned)
      case "tracks": trackIDs = try Self.readTracks(&reader, skipped: &skipped)
      default: try reader.skip()
      }
    }
    guard !id.isEmpty else { return nil }
  }

  /// Tracks may come in any order; `position` says which is theirs.
  private static func readTracks(
    _ reader: inout JSONReader, skipped: inout Int
  ) throws(JSONDefect) -> [String] {
    guard try reader.enterArray() else { throw JSONDefect("a playlist's tracks that are no array") }
    var tracks: [(position: Int64, id: String)] = []
    while try reader.nextElement() {
      var id: String?
      var position = Int64(tracks.count)
      if try reader.enterObject() {
        while let key = try reader.nextKey() {
          switch key {
          case "track_id": id = try ServerID.readIfAny(&reader)
          case "position": position = try reader.integer() ?? position
          default: try reader.skip()
          }
        }
      }
      if let id { tracks.append((position, id)) } else { skipped += 1 }
    }
    // Swift's sort is stable, so equal positions keep the server's order.
    return tracks.sorted { $0.position < $1.position }.map(\.id)
  }
}
