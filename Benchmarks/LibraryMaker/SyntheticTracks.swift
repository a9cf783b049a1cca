import Library
import Model

/// Tracks as a large collection has them: albums of a dozen, artists with several, words as frequent as in a language.
struct SyntheticTracks {
  private static let albumsPerArtist = 4
  private static let tracksPerAlbum = 8...16
  private static let genres = ["Rock", "Jazz", "Classical", "Electronic", "Folk", "Ambient", "Metal", "Soul"]

  private var generator = SeededGenerator(seed: 3)
  private let words: Vocabulary
  private var number: Int64 = 0
  private var artist = ""
  private var album = ""
  private var year = 0
  private var genre = ""
  private var track = 0
  private var tracksOnAlbum = 0
  private var albumsOfArtist = 0

  init() {
    words = Vocabulary(using: &generator)
  }

  mutating func next() -> ScannedFile {
    if track == tracksOnAlbum { beginAlbum() }
    track += 1
    number += 1
    var tags = TrackTags()
    tags.title = words.phrase(of: Int.random(in: 1...5, using: &generator), using: &generator)
    tags.artists = [artist]
    tags.albumArtists = [artist]
    tags.album = album
    tags.trackNumber = track
    tags.trackTotal = tracksOnAlbum
    tags.discNumber = 1
    tags.year = year
    tags.genres = [genre]
    tags.duration = MediaTime(microseconds: Int64.random(in: 60_000_000...480_000_000, using: &generator))
    tags.bitrate = 900
    tags.sampleRate = 44_100
    tags.channels = 2
    let size = Int64.random(in: 8_000_000...60_000_000, using: &generator)
    return ScannedFile(
      path: "/music/\(artist)/\(album)/\(number).flac",
      stamp: FileStamp(size: size, modified: 1_700_000_000_000_000_000 + number, inode: UInt64(number)),
      hash: contentHash(), tags: tags)
  }

  private mutating func beginAlbum() {
    if albumsOfArtist % Self.albumsPerArtist == 0 {
      artist = words.phrase(of: Int.random(in: 1...3, using: &generator), using: &generator)
    }
    albumsOfArtist += 1
    album = words.phrase(of: Int.random(in: 1...4, using: &generator), using: &generator)
    year = Int.random(in: 1955...2025, using: &generator)
    genre = Self.genres[Int.random(in: 0..<Self.genres.count, using: &generator)]
    track = 0
    tracksOnAlbum = Int.random(in: Self.tracksPerAlbum, using: &generator)
  }

  private mutating func contentHash() -> ContentHash {
    let bytes = (0..<4).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
    guard let hash = ContentHash(bytes) else { preconditionFailure("four words are the 32 bytes of a hash") }
    return hash
  }
}
