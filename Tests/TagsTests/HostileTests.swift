import Glibc
import Model
import Tags
import TestKit
import Testing

/// Files that somebody broke, or built to break a reader.
@Suite struct HostileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func frames(_ format: String = "mp3") async throws -> [UInt8] {
    let path = try folder.path(of: "bare.\(format)")
    let arguments = format == "mp3" ? ["-id3v2_version", "0", "-write_id3v1", "0"] : []
    try await ToneFile.make(at: path, arguments: arguments)
    return try folder.bytes(of: "bare.\(format)")
  }

  private func read(_ tag: ID3Tag) async throws -> TagReading {
    try TagReader.read(path: folder.write(tag.bytes + (try await frames()), to: "hostile.mp3"))
  }

  @Test func `What is no file of ours has its own error`() async throws {
    let missing = folder.path + "/missing.flac"
    #expect(throws: TagsError.missing(path: missing)) { try TagReader.read(path: missing) }
    #expect(throws: TagsError.notRegular(path: folder.path, .directory)) {
      try TagReader.read(path: folder.path)
    }
    let empty = try folder.write([], to: "empty.mp3")
    #expect(throws: TagsError.empty(path: empty)) { try TagReader.read(path: empty) }
    let text = try folder.write(Array("Just some words, and none of them music.".utf8), to: "text.flac")
    #expect(throws: TagsError.unsupported(path: text)) { try TagReader.read(path: text) }
    let words = try folder.write(Array("Just some words, and none of them music.".utf8), to: "words.mp3")
    #expect(throws: TagsError.damaged(path: words, reason: "the MP3 data is cut off or damaged")) {
      try TagReader.read(path: words)
    }
    #expect(throws: TagsError.notRegular(path: "/dev/zero", .device)) {
      try TagReader.read(path: "/dev/zero")
    }
    let pipe = folder.path + "/pipe.mp3"
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(throws: TagsError.notRegular(path: pipe, .fifo)) { try TagReader.read(path: pipe) }
  }

  @Test func `Long, dirty and broken texts are cleaned`() async throws {
    let long = String(repeating: "ä€😀", count: 10_000)
    let tags = try await read(
      ID3Tag(frames: [
        .text("TIT2", "  \u{FEFF}Line one\r\nLine\ttwo\u{7F} "), .text("TALB", long), .text("TPE2", " \n "),
        .init(id: "TPE1", body: [1, 0xFF, 0xFE, 0x41, 0x00, 0x3D, 0xD8, 0x42, 0x00]),
      ])
    ).tags

    #expect(tags.title == "Line one  Line two")
    #expect(tags.artists == ["A\u{FFFD}B"])
    #expect(tags.albumArtists.isEmpty)
    let album = try #require(tags.album)
    #expect(long.hasPrefix(album))
    #expect((65_000...65_536).contains(album.utf8.count))
  }

  @Test func `A 10,000-character value is kept whole`() async throws {
    let long = String(repeating: "x", count: 10_000)
    #expect(try await read(ID3Tag(frames: [.text("TIT2", long)])).tags.title == long)
  }

  @Test func `A Vorbis comment that is not UTF-8 is read as Latin-1, the others as they are`() async throws {
    let path = try folder.path(of: "latin.flac")
    try await ToneFile.make(
      at: path, tags: ["title": "Bj#rk", "artist": "Bj\u{F6}rk", "album": "D\u{E9}but"])
    var bytes = try folder.bytes(of: "latin.flac")
    let mark = try #require(bytes.firstIndex(of: UInt8(ascii: "#")))
    bytes[mark] = 0xF6

    let tags = try TagReader.read(path: folder.write(bytes, to: "latin.flac")).tags

    #expect(tags.title == "Bj\u{F6}rk")
    #expect(tags.artists == ["Bj\u{F6}rk"])
    #expect(tags.album == "D\u{E9}but")
  }

  @Test func `Sizes that no file can hold cost nothing`() async throws {
    let huge = ID3Tag.Frame(id: "APIC", declaredSize: 0xFFFF_FFFF, body: [0, 1, 2])
    let reading = try await read(ID3Tag(version: 3, frames: [.text("TIT2", "Before"), huge]))

    #expect(reading.tags.title == "Before")
    #expect(reading.cover == nil)
  }

  @Test func `A cover larger than any is not taken`() async throws {
    let large = [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 1, count: CoverImage.maximumSize)
    let reading = try await read(ID3Tag(frames: [.text("TIT2", "Kept"), .picture(type: 3, large)]))

    #expect(reading.tags.title == "Kept")
    #expect(reading.cover == nil)
  }

  @Test func `Compressed frames can't fill the memory`() async throws {
    // 100 frames of 64 KB each, which may inflate a thousandfold: the reader must not come to what is behind them.
    let bomb = ID3Tag.Frame(id: "APIC", flags: [0, 0x80], body: [UInt8](repeating: 0, count: 64_000))
    let reading = try await read(
      ID3Tag(
        version: 3,
        frames: [.text("TIT2", "Before")] + Array(repeating: bomb, count: 100) + [.text("TALB", "Behind")]))

    #expect(reading.tags.title == "Before")
    #expect(reading.tags.album == nil)
  }

  @Test func `Chapters within chapters can't use up the stack`() async throws {
    // Each level is a chapter that holds the next one: ten bytes of header, an id and sixteen of times.
    let depth = 50_000
    let inner = (1..<depth).reduce(into: [UInt8](repeating: 0, count: 17)) { bytes, level in
      let size = (depth - level) * 27 - 10
      bytes += Array("CHAP".utf8) + [24, 16, 8, 0].map { UInt8(size >> $0 & 0xFF) }
      bytes += [UInt8](repeating: 0, count: 2 + 17)
    }
    let reading = try await read(
      ID3Tag(
        version: 3, frames: [.text("TIT2", "Before"), .init(id: "CHAP", body: inner), .text("TALB", "After")])
    )

    #expect(reading.tags.title == "Before")
  }

  @Test func `Real chapters are passed over`() async throws {
    let title = Array("TIT2".utf8) + [0, 0, 0, 4, 0, 0] + [3] + Array("One".utf8)
    let chapter = ID3Tag.Frame(
      id: "CHAP", body: Array("ch1\0".utf8) + [UInt8](repeating: 0, count: 16) + title)
    let reading = try await read(ID3Tag(frames: [chapter, chapter, .text("TIT2", "Whole")]))

    #expect(reading.tags.title == "Whole")
  }

  @Test func `Atoms within atoms can't use up the stack`() async throws {
    var file = MP4Atoms.atom("ftyp", Array("M4A ".utf8) + [0, 0, 0, 0])
    let depth = 200_000
    for level in 0..<depth {
      let size = (depth - level) * 8
      file += [24, 16, 8, 0].map { UInt8(size >> $0 & 0xFF) } + Array("moov".utf8)
    }
    let path = try folder.write(file, to: "deep.m4a")

    #expect(throws: TagsError.self) { try TagReader.read(path: path) }
  }

  @Test func `A picture file that is none is told`() throws {
    let path = try folder.write(Array("GIF89a".utf8), to: "cover.jpg")
    #expect(throws: TagsError.notPicture(path: path)) { try CoverImage(path: path) }
  }
}
