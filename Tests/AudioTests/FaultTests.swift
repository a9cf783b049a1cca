import Audio
import Foundation
import Model
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct FaultTests {
  static let whole = Recording(frames: 60_000)

  /// What `load` throws, or the failure that it leads to.
  private func failure(of input: MediaInput, _ deck: Deck) async -> AudioError? {
    do throws(AudioError) {
      try await deck.pipeline.load(AudioItem(id: 1, input: input), at: .zero, playing: true)
    } catch {
      return error
    }
    return await deck.waitForFailure()
  }

  private func folder(with faults: [String: [UInt8]]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, bytes) in faults { try folder.write(bytes, to: name) }
    return folder
  }

  @Test func onlyRegularFilesAreOpened() async throws {
    let deck = try Deck()
    let pipe = try deck.folder.path(of: "pipe.flac")
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [
      pipe, deck.folder.path, "/dev/zero", "/proc/self/mem", "/proc/cpuinfo", "/sys/kernel/mm/ksm/run",
    ] {
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let error = await failure(of: .file(path: path), deck)
      #expect(error == .notRegularFile(file: path))
    }
  }

  @Test func aMissingFileIsNamed() async throws {
    let deck = try Deck()
    let path = deck.folder.path + "/none.flac"
    let error = await failure(of: .file(path: path), deck)
    #expect(error == .notFound(file: path))
    #expect(error?.message.contains(path) == true)
  }

  @Test func aFileWithoutMusicIsNamed() async throws {
    let deck = try Deck()
    let text = try deck.folder.write(Array(String(repeating: "No music.\n", count: 900).utf8), to: "a.mp3")
    #expect(await failure(of: .file(path: text), deck) == .notAudio(name: text))
    let random = try deck.folder.write((0..<9_000).map { _ in UInt8.random(in: 128...255) }, to: "b.flac")
    #expect(await failure(of: .file(path: random), deck) != nil)
    let empty = try deck.folder.write([], to: "c.ogg")
    #expect(await failure(of: .file(path: empty), deck) == .damaged(name: empty, reason: "it is empty"))
  }

  @Test func aPictureIsNoAudio() async throws {
    let deck = try Deck()
    let picture = try deck.folder.path(of: "cover.png")
    try await ToneFile.makeCover(at: picture)
    #expect(await failure(of: .file(path: picture), deck) != nil)
  }

  @Test(arguments: ["flac", "mp3", "ogg", "opus", "m4a", "wav", "aiff", "wv"])
  func aTruncatedFileEndsOrFailsAndNothingHangs(format: String) async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.\(format)", in: deck.folder)
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    for length in [10, 60, bytes.count / 2, bytes.count - 3] {
      let cut = try deck.folder.write(bytes.prefix(length), to: "cut-\(length).\(format)")
      try await deck.pipeline.load(
        AudioItem(id: UInt64(length), input: .file(path: cut)), at: .zero, playing: true)
      await deck.waitForEnd(of: UInt64(length))
    }
    // The pipeline is as good as new afterwards.
    _ = try await deck.record(.file(path: path))
    #expect(deck.events.last == .ended(item: 1))
  }

  @Test func aByteSourceThatThrowsIsNamed() async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.wav", in: deck.folder)
    let source = try MemorySource(file: path, fault: .fails(at: 100_000))
    let error = await failure(of: .bytes(source, name: "the server’s track"), deck)
    #expect(error == .source(name: "the server’s track", reason: "Broken()"))
  }

  @Test func aByteSourceThatEndsEarlyIsNamed() async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.wav", in: deck.folder)
    let source = try MemorySource(file: path, fault: .ends(at: 100_000))
    let error = await failure(of: .bytes(source, name: "track"), deck)
    guard case .source(name: "track", _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [MemorySource.Fault.hangs(at: 0), .hangs(at: 100_000), .hangsAtOnce])
  func aByteSourceThatHangsHoldsUpNothing(fault: MemorySource.Fault) async throws {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.wav", in: deck.folder)
    let hanging = AudioItem(id: 7, input: .bytes(try MemorySource(file: path, fault: fault), name: "track"))
    try await deck.pipeline.load(hanging, at: .zero, playing: true)
    await deck.pipeline.seek(to: MediaTime(microseconds: 100_000))
    await deck.pipeline.pause()
    await deck.pipeline.stop()
    try await deck.pipeline.load(hanging, at: .zero, playing: true)
    let heard = try await deck.record(.file(path: path))
    #expect(heard.distance(to: Self.whole) == 0)
  }

  /// Their headers say how long they are, but where bytes come as they come nothing can be sought.
  @Test(arguments: ["mp3", "flac"]) func aSourceOfUnknownLengthPlaysAndShowsNone(format: String) async throws
  {
    let deck = try Deck()
    let path = try await Self.whole.write(to: "a.\(format)", in: deck.folder)
    let heard = try await deck.record(.bytes(try MemorySource(file: path, knowsLength: false), name: "radio"))
    #expect(heard.frames > Self.whole.frames - 3_000)
    #expect(deck.duration(of: 1) == nil)
  }

  @Test(arguments: [
    "nosuchsink", "audioconvert", "fakesrc", "filesink location=", "", "audioconvert ! ! fakesink",
  ])
  func aBadSinkIsNamed(sink: String) async throws {
    let deck = try Deck(sink: sink)
    let path = try await Self.whole.write(to: "a.flac", in: deck.folder)
    let error = await failure(of: .file(path: path), deck)
    switch error {
    case .badSink(sink, _)?, .soundDevice?: break
    default: Issue.record("\(String(describing: error))")
    }
  }

  @Test func noSoundDeviceIsAnErrorNotSilence() async throws {
    let deck = try Deck(sink: "autoaudiosink")
    let path = try await Self.whole.write(to: "a.flac", in: deck.folder)
    let error = await failure(of: .file(path: path), deck)
    #expect(error == .noSoundDevice)
  }

  @Test func aSoundServerThatIsNotThereIsAnError() async throws {
    let deck = try Deck(sink: "pulsesink server=unix:\(TemporaryFolder().path)/none")
    let path = try await Self.whole.write(to: "a.flac", in: deck.folder)
    guard case .soundDevice? = await failure(of: .file(path: path), deck) else {
      Issue.record("\(deck.events)")
      return
    }
  }

  @Test func aMissingCodecIsNamed() async throws {
    let deck = try Deck()
    let path = try deck.folder.path(of: "a.mka")
    let wave = try await Self.whole.write(to: "a.wav", in: deck.folder)
    // A codec identifier that nobody knows.
    try await Command.run("ffmpeg", ["-nostdin", "-v", "error", "-y", "-i", wave, "-c:a", "mp2", path])
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let name = Array("A_MPEG/L2".utf8)
    let place = try #require(
      bytes.indices.dropLast(name.count).first { bytes[$0..<($0 + name.count)].elementsEqual(name) })
    bytes.replaceSubrange(place..<(place + name.count), with: Array("A_NOBODY1".utf8))
    let unknown = try deck.folder.write(bytes, to: "b.mka")
    let error = await failure(of: .file(path: unknown), deck)
    guard case .missingCodec(_, unknown)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
