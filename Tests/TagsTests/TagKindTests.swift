import Foundation
import Model
import Tags
import TestKit
import Testing

/// What each kind of tag has of its own: several values, numbers for names, ids and gains.
@Suite struct TagKindTests {
  private static let recording = "b1a9c0e9-d987-4042-ae91-78d6a3267d69"
  private static let album = "f205627f-b70a-409d-adbe-66289b614e80"

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// An MP3's frames without any tag.
  private func bareMP3() async throws -> [UInt8] {
    let path = try folder.path(of: "bare.mp3")
    try await ToneFile.make(at: path, arguments: ["-id3v2_version", "0", "-write_id3v1", "0"])
    return try folder.bytes(of: "bare.mp3")
  }

  private func read(_ tag: ID3Tag, trailing: [UInt8] = []) async throws -> TagReading {
    try TagReader.read(path: folder.write(tag.bytes + (try await bareMP3()) + trailing, to: "tagged.mp3"))
  }

  @Test func `ID3v2_4 keeps several values apart`() async throws {
    let tags = try await read(
      ID3Tag(frames: [
        .text("TPE1", "One, Two", "Three/Four"), .text("TPE2", "Album One", "Album Two"),
        .text("TCON", "17", "Shoegaze", "(4)", "RX"), .text("TCOM", "Composer A", "Composer B"),
      ])
    ).tags

    #expect(tags.artists == ["One, Two", "Three/Four"])
    #expect(tags.albumArtists == ["Album One", "Album Two"])
    #expect(tags.genres == ["Rock", "Shoegaze", "Disco", "Remix"])
    #expect(tags.composers == ["Composer A", "Composer B"])
  }

  @Test func `ID3v2_3 has its own genres, dates and sizes`() async throws {
    let tags = try await read(
      ID3Tag(
        version: 3,
        frames: [
          .init(id: "TYER", body: [0] + Array("1998".utf8)),
          .init(id: "TCON", body: [0] + Array("(17)".utf8)),
          .init(
            id: "TIT2",
            body: [1, 0xFF, 0xFE] + Array("Ω".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
        ])
    ).tags

    #expect(tags.year == 1998)
    #expect(tags.genres == ["Rock"])
    #expect(tags.title == "Ω")
  }

  @Test func `Ids and gains in user texts and UFID`() async throws {
    let tags = try await read(
      ID3Tag(frames: [
        .init(id: "UFID", body: Array("http://musicbrainz.org\0\(Self.recording)".utf8)),
        .userText("MusicBrainz Album Id", Self.album),
        .userText("replaygain_track_gain", "-7.89 dB"), .userText("REPLAYGAIN_TRACK_PEAK", "0.988"),
        .userText("REPLAYGAIN_ALBUM_GAIN", "+1,5 dB"), .userText("REPLAYGAIN_ALBUM_PEAK", "nan"),
        .userText("ARTISTS", "Alone"),
      ])
    ).tags

    #expect(tags.musicBrainzRecordingID == Self.recording)
    #expect(tags.musicBrainzAlbumID == Self.album)
    #expect(tags.replayGain == ReplayGain(trackGain: -7.89, trackPeak: 0.988, albumGain: 1.5, albumPeak: nil))
    #expect(tags.artists == ["Alone"])
  }

  @Test func `ID3v1 fills in only what ID3v2 lacks`() async throws {
    func padded(_ text: String) -> [UInt8] {
      let bytes = Array(text.utf8).prefix(30)
      return bytes + [UInt8](repeating: 0, count: 30 - bytes.count)
    }
    let oldTag =
      Array("TAG".utf8) + padded("Old title") + padded("Old artist") + padded("Old album")
      + Array("1987".utf8) + [UInt8](repeating: 0, count: 28) + [0, 9, 17]
    let tags = try await read(ID3Tag(frames: [.text("TIT2", "New title")]), trailing: oldTag).tags

    #expect(tags.title == "New title")
    #expect(tags.artists == ["Old artist"])
    #expect(tags.album == "Old album")
    #expect(tags.year == 1987)
    #expect(tags.trackNumber == 9)
    #expect(tags.genres == ["Rock"])
  }

  @Test func `The front cover wins, and its bytes tell its type`() async throws {
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]
    let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 4, 5, 6]
    let back = ID3Tag.Frame.picture(type: 4, jpeg)
    let front = ID3Tag.Frame.picture(type: 3, png, mimeType: "image/jpeg")
    let broken = ID3Tag.Frame.picture(type: 3, Array("not a picture".utf8))

    let both = try await read(ID3Tag(frames: [back, front])).cover
    #expect(both?.format == .png)
    #expect(both?.bytes == png)
    #expect(try await read(ID3Tag(frames: [broken, back])).cover?.bytes == jpeg)
    #expect(try await read(ID3Tag(frames: [broken])).cover == nil)
  }

  @Test func `Vorbis comments repeat a field for several values`() async throws {
    let path = try folder.path(of: "tone.flac")
    try await ToneFile.make(at: path)
    try await Command.run(
      "metaflac",
      [
        "--set-tag=ARTIST=First", "--set-tag=artist=Second, Third", "--set-tag=GENRE=17",
        "--set-tag=GENRE=Dub",
        "--set-tag=TRACKNUMBER=7", "--set-tag=TOTALTRACKS=9", "--set-tag=DISCNUMBER=1",
        "--set-tag=DISCTOTAL=2",
        "--set-tag=MUSICBRAINZ_TRACKID=\(Self.recording)", "--set-tag=MUSICBRAINZ_ALBUMID=nonsense",
        "--set-tag=ALBUM ARTIST=Same", "--set-tag=ALBUMARTIST=Same",
        "--set-tag=REPLAYGAIN_TRACK_GAIN=3.25 dB", path,
      ])

    let tags = try TagReader.read(path: path).tags

    #expect(tags.artists == ["First", "Second, Third"])
    #expect(tags.genres == ["17", "Dub"])
    #expect(tags.trackNumber == 7)
    #expect(tags.trackTotal == 9)
    #expect(tags.discNumber == 1)
    #expect(tags.discTotal == 2)
    #expect(tags.albumArtists == ["Same"])
    #expect(tags.musicBrainzRecordingID == Self.recording)
    #expect(tags.musicBrainzAlbumID == nil)
    #expect(tags.replayGain.trackGain == 3.25)
  }

  @Test func `Opus' own gains become ReplayGain's`() async throws {
    let path = try folder.path(of: "tone.opus")
    try await ToneFile.make(at: path, tags: ["R128_TRACK_GAIN": "-2560", "R128_ALBUM_GAIN": "256"])

    #expect(
      try TagReader.read(path: path).tags.replayGain
        == ReplayGain(trackGain: -5, trackPeak: nil, albumGain: 6, albumPeak: nil))
  }

  @Test func `A picture in an Ogg file is read`() async throws {
    let picture = try folder.path(of: "picture.png")
    try await ToneFile.makeCover(at: picture)
    // A FLAC picture block (RFC 9639 §8.8) of the front cover, in base64.
    let data = try folder.bytes(of: "picture.png")
    let block: [UInt8] =
      [0, 0, 0, 3, 0, 0, 0, 9] + Array("image/png".utf8) + [UInt8](repeating: 0, count: 20)
      + [24, 16, 8, 0].map { UInt8(data.count >> $0 & 0xFF) } + data
    let path = try folder.path(of: "tone.opus")
    try await ToneFile.make(at: path, tags: ["METADATA_BLOCK_PICTURE": Data(block).base64EncodedString()])

    let cover = try #require(try TagReader.read(path: path).cover)
    #expect(cover.format == .png)
    #expect(cover.bytes == data)
  }

  @Test func `iTunes' free-form atoms are read`() async throws {
    let path = try folder.path(of: "tone.m4a")
    try await ToneFile.make(at: path, tags: ["title": "Kept"])
    var file = try folder.bytes(of: "tone.m4a")
    try MP4Atoms.append(
      MP4Atoms.freeForm("MusicBrainz Track Id", Self.recording)
        + MP4Atoms.freeForm("MusicBrainz Album Id", Self.album)
        + MP4Atoms.freeForm("replaygain_track_gain", "-3.5 dB"),
      to: ["moov", "udta", "meta", "ilst"], in: &file)

    let tags = try TagReader.read(path: folder.write(file, to: "free.m4a")).tags

    #expect(tags.title == "Kept")
    #expect(tags.musicBrainzRecordingID == Self.recording)
    #expect(tags.musicBrainzAlbumID == Self.album)
    #expect(tags.replayGain.trackGain == -3.5)
  }
}
