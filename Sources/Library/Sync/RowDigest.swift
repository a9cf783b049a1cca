import Model

/// A hash of all that a server says of a track: what is told again as it was is recognised by it and not written.
///
/// FNV-1a, 64 bits: the same on every machine and in every version of the program, for it is stored.
struct RowDigest {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  static func of(_ track: ServerTrack) -> Int64 {
    var digest = RowDigest()
    let tags = track.tags
    digest.add(tags.title)
    digest.add(tags.artists)
    digest.add(tags.albumArtists)
    digest.add(tags.album)
    digest.add(tags.genres)
    digest.add(tags.composers)
    for number in [tags.trackNumber, tags.trackTotal, tags.discNumber, tags.discTotal, tags.year] {
      digest.add(number.map(Int64.init))
    }
    digest.add(Int64(tags.isCompilation ? 1 : 0))
    digest.add(tags.musicBrainzRecordingID)
    digest.add(tags.musicBrainzAlbumID)
    let gain = tags.replayGain
    for number in [gain.trackGain, gain.trackPeak, gain.albumGain, gain.albumPeak, track.rating] {
      digest.add(number.map { Int64(bitPattern: $0.bitPattern) })
    }
    digest.add(tags.duration?.microseconds)
    for number in [tags.bitrate, tags.sampleRate, tags.channels] { digest.add(number.map(Int64.init)) }
    digest.add(track.sha256)
    digest.add(track.coverHash)
    digest.add(track.fingerprint)
    digest.add(track.isFavorite.map { $0 ? 1 : 0 })
    return Int64(bitPattern: digest.value)
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  /// What ends a field is no byte of UTF-8.
  private mutating func add(_ text: String.UTF8View) {
    for byte in text { add(byte) }
    add(0xFF)
  }

  private mutating func add(_ bytes: [UInt8]?) {
    guard let bytes else { return add(0xFE) }
    for byte in bytes { add(byte) }
    add(0xFF)
  }

  private mutating func add(_ text: String?) {
    guard let text else { return add(0xFE) }
    add(text.utf8)
  }

  private mutating func add(_ names: [String]) {
    for name in names { add(name.utf8) }
    add(0xFD)
  }

  private mutating func add(_ number: Int64?) {
    guard let number else { return add(0xFE) }
    // One step for the eight bytes: numbers are half of the fields.
    value = (value ^ UInt64(bitPattern: number)) &* 0x100_0000_01B3
    value ^= value >> 32
    add(0xFF)
  }
}
