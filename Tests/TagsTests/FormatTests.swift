import Model
import Tags
import TestKit
import Testing

/// Files of every format, written by the programs that people write them with.
@Suite struct FormatTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: ["flac", "mp3", "ogg", "opus", "m4a", "wav", "aiff", "wv"])
  func `Every format gives its tags and audio properties`(format: String) async throws {
    let path = try folder.path(of: "tone.\(format)")
    try await ToneFile.make(
      at: path, seconds: 2,
      tags: [
        "title": "Ágætis byrjun", "artist": "Sigur Rós feat. A/B, C", "album": "Takk…", "track": "3/12",
        "date": "2009-05-01", "genre": "Post-Rock",
      ])

    let reading = try TagReader.read(path: path)

    #expect(reading.tags.title == "Ágætis byrjun")
    #expect(reading.tags.artists == ["Sigur Rós feat. A/B, C"])
    #expect(reading.tags.album == "Takk…")
    #expect(reading.tags.trackNumber == 3)
    #expect(reading.tags.trackTotal == 12)
    #expect(reading.tags.year == 2009)
    #expect(reading.tags.genres == ["Post-Rock"])
    // ffmpeg writes 2 into the older of the two places of an M4A that tell it.
    #expect(reading.tags.channels == (format == "m4a" ? 2 : 1))
    #expect(reading.tags.sampleRate == (format == "opus" ? 48_000 : 44_100))
    let seconds = try #require(reading.tags.duration).seconds
    #expect(abs(seconds - 2) < 0.06)
    #expect(reading.defect == nil)
    #expect(reading.cover == nil)
  }

  @Test(arguments: ["flac", "mp3", "ogg", "opus", "m4a", "aiff", "wv"])
  func `What an album needs is read from every kind of tag`(format: String) async throws {
    let path = try folder.path(of: "tone.\(format)")
    try await ToneFile.make(
      at: path,
      tags: ["album_artist": "Various Artists", "disc": "2/3", "composer": "J. S. Bach", "compilation": "1"])

    let tags = try TagReader.read(path: path).tags

    #expect(tags.title == nil)
    #expect(tags.artists.isEmpty)
    #expect(tags.albumArtists == ["Various Artists"])
    #expect(tags.discNumber == 2)
    #expect(tags.discTotal == 3)
    #expect(tags.composers == ["J. S. Bach"])
    #expect(tags.isCompilation)
  }

  @Test(arguments: ["flac", "mp3", "m4a"])
  func `An embedded cover comes byte for byte`(format: String) async throws {
    let picture = try folder.path(of: "picture.jpg")
    try await ToneFile.makeCover(at: picture)
    let path = try folder.path(of: "tone.\(format)")
    try await ToneFile.make(at: path, tags: ["title": "With a cover"], cover: picture)

    let cover = try #require(try TagReader.read(path: path).cover)

    #expect(cover.format == .jpg)
    let bytes = try folder.bytes(of: "picture.jpg")
    #expect(cover.bytes == bytes)
    #expect(try await Command.run("sha256sum", [picture]).hasPrefix(cover.hash))
  }

  @Test func `A wrong extension does no harm`() async throws {
    let mp3 = try folder.path(of: "tone.mp3")
    try await ToneFile.make(at: mp3, tags: ["title": "An MP3"])
    let path = try folder.write(try folder.bytes(of: "tone.mp3"), to: "named.flac")

    #expect(try TagReader.read(path: path).tags.title == "An MP3")
  }

  @Test func `FLAC's duration is exact to the sample`() async throws {
    let path = try folder.path(of: "tone.flac")
    try await ToneFile.make(at: path, seconds: 1.2345)

    // 54,441 samples at 44,100 Hz.
    #expect(try TagReader.read(path: path).tags.duration == MediaTime(microseconds: 1_234_490))
  }

  @Test func `FLAC behind an ID3 tag is FLAC`() async throws {
    let plain = try folder.path(of: "tone.flac")
    try await ToneFile.make(at: plain, tags: ["title": "From the comment"])
    let tag = ID3Tag(frames: [.text("TIT2", "From ID3"), .text("TALB", "Only in ID3")])
    let path = try folder.write(tag.bytes + (try folder.bytes(of: "tone.flac")), to: "both.flac")

    let tags = try TagReader.read(path: path).tags

    #expect(tags.title == "From the comment")
    #expect(tags.album == "Only in ID3")
  }
}
