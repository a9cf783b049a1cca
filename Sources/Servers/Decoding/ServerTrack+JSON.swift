import Model

extension ServerTrack {
  /// Seconds: a month. Longer ones are none, and would make the length of an album more than a number holds.
  private static let longestTrack = 31.0 * 86_400

  /// Reads the object that is next. What is optional and can't be read is `nil`; of keys that come twice the last
  /// one counts.
  /// - Throws: `JSONDefect` where it is no track: no object, no id or no title.
  init(_ reader: inout JSONReader) throws(JSONDefect) {
    guard try reader.enterObject() else { throw JSONDefect("a track that is no object") }
    self.init(id: "", tags: TrackTags())
    while let name = try reader.nextKey() {
      if let key = TrackKey(name: name) {
        try read(key, &reader)
      } else {
        try reader.skip()
      }
    }
    guard !id.isEmpty else { throw JSONDefect("a track without an id") }
    guard tags.title != nil else { throw JSONDefect("a track without a title") }
  }

  private mutating func read(_ key: TrackKey, _ reader: inout JSONReader) throws(JSONDefect) {
    switch key {
    case .id: id = try ServerID.read(&reader)
    case .title: tags.title = try reader.cleanText()
    // The older form's keys may stand beside the newer ones as null: what is not there replaces nothing.
    case .artist: if let artist = try reader.cleanText() { tags.artists = [artist] }
    case .album: if let album = try reader.cleanText() { tags.album = album }
    case .albumArtist: tags.albumArtists = try reader.cleanText().map { [$0] } ?? []
    case .trackNumber: tags.trackNumber = try reader.number(1...99_999)
    case .discNumber: tags.discNumber = try reader.number(1...99_999)
    case .year: tags.year = try reader.number(1...9_999)
    case .genre: tags.genres = try reader.cleanText().map { [$0] } ?? []
    case .duration:
      tags.duration = try reader.real().flatMap {
        $0 > 0 && $0 <= Self.longestTrack ? MediaTime(seconds: $0) : nil
      }
    case .format: format = try reader.text().flatMap { AudioFormat(fileExtension: $0) }
    case .bitrate: tags.bitrate = try reader.number(1...Int(Int32.max))
    case .sampleRate: tags.sampleRate = try reader.number(1...Int(Int32.max))
    case .channels: tags.channels = try reader.number(1...255)
    case .fileSize: fileSize = try reader.integer().flatMap { $0 > 0 ? $0 : nil }
    case .fileHash: sha256 = try reader.text().flatMap(FileHash.sha256)
    case .recordingID: tags.musicBrainzRecordingID = try reader.text().flatMap(MusicBrainzID.normalised)
    case .coverHash: coverHash = try reader.cleanText()
    case .fingerprint: fingerprint = try reader.cleanText()
    // Stars, 0 for none: SOUL_API §1 has 0...5.
    case .rating: rating = try reader.real().flatMap { $0 > 0 && $0 <= 5 ? $0 / 5 : nil }
    case .favorite: isFavorite = try reader.boolean()
    case .updatedAt: updatedAt = try reader.text().flatMap { Timestamp.seconds($0) }
    }
  }
}

extension JSONReader {
  /// A text fit for lists and rows; `nil` where nothing of it is left.
  fileprivate mutating func cleanText() throws(JSONDefect) -> String? {
    try text().flatMap(CleanText.cleaned)
  }

  /// A whole number within a range; any other value is `nil`.
  fileprivate mutating func number(_ range: ClosedRange<Int>) throws(JSONDefect) -> Int? {
    try integer().flatMap(Int.init(exactly:)).flatMap { range.contains($0) ? $0 : nil }
  }
}
