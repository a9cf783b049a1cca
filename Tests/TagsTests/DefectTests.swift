import Model
import Tags
import TestKit
import Testing

/// Files whose copy broke off.
@Suite struct DefectTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func make(_ format: String, seconds: Double = 8) async throws -> [UInt8] {
    let path = try folder.path(of: "tone.\(format)")
    let arguments = format == "m4a" ? ["-movflags", "+faststart"] : []
    try await ToneFile.make(at: path, seconds: seconds, tags: ["title": "Tone"], arguments: arguments)
    return try folder.bytes(of: "tone.\(format)")
  }

  @Test(arguments: ["flac", "mp3", "ogg", "opus", "m4a", "wv", "wav", "aiff"], [0.4, 0.7, 0.95])
  func `A file that is cut off keeps its tags and says so`(format: String, part: Double) async throws {
    let whole = try await make(format)
    let path = try folder.write(whole.prefix(Int(Double(whole.count) * part)), to: "cut.\(format)")

    let reading = try TagReader.read(path: path)

    #expect(reading.defect?.contains("cut off") == true)
    // These two have their tags behind the audio.
    if format != "aiff", format != "wv" { #expect(reading.tags.title == "Tone") }
  }

  @Test(arguments: ["flac", "mp3", "ogg", "opus", "m4a", "wv", "wav", "aiff"], [0.01, 0.3, 3, 31])
  func `A whole file has no defect`(format: String, seconds: Double) async throws {
    _ = try await make(format, seconds: seconds)

    #expect(try TagReader.read(path: folder.path + "/tone.\(format)").defect == nil)
  }

  @Test func `An M4A whose index is cut off is refused with its reason`() async throws {
    let whole = try folder.path(of: "index-last.m4a")
    try await ToneFile.make(at: whole)
    let path = try folder.write(try folder.bytes(of: "index-last.m4a").dropLast(50), to: "cut.m4a")

    #expect(throws: TagsError.damaged(path: path, reason: "the M4A data is cut off or damaged")) {
      try TagReader.read(path: path)
    }
  }

  @Test(arguments: ["wav", "aiff"])
  func `A header without audio is refused`(format: String) async throws {
    let path = try folder.write(try await make(format).prefix(40), to: "header.\(format)")

    #expect(throws: TagsError.self) { try TagReader.read(path: path) }
  }

  @Test func `A WAV of unknown length is whole`() async throws {
    var bytes = try await make("wav")
    let data = try #require((0..<bytes.count - 4).first { bytes[$0..<$0 + 4].elementsEqual("data".utf8) })
    bytes.replaceSubrange(data + 4..<data + 8, with: [0xFF, 0xFF, 0xFF, 0xFF])

    let path = try folder.write(bytes, to: "stream.wav")
    #expect(try TagReader.read(path: path).defect == nil)
  }

  @Test func `Encoders' own files are whole`() async throws {
    _ = try await make("wav", seconds: 20)
    let wav = folder.path + "/tone.wav"
    for (program, arguments, name) in [
      ("flac", ["--silent", "-8", "-o"], "own.flac"), ("oggenc", ["-Q", "-o"], "own.ogg"),
    ] {
      let path = try folder.path(of: name)
      try await Command.run(program, arguments + [path, wav])
      #expect(try TagReader.read(path: path).defect == nil, "\(name)")
    }
  }
}
