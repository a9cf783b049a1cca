import Foundation
import Library
import Model
import Scan
import TestKit
import Testing

/// Scanning again is an update: a track stays the same one whatever happens to its file.
@Suite struct UpdateTests {
  private let fixture: ScanFixture

  init() throws {
    fixture = try ScanFixture()
  }

  @Test func `A first scan adds, a second one changes nothing`() async throws {
    try await fixture.tone("A/one.flac", title: "One")
    try await fixture.tone("A/two.mp3", title: "Two")
    try await fixture.tone("B/three.opus", title: "Three")

    #expect(try await fixture.scan().counts == [3, 0, 0, 0, 0, 0])
    let tracks = try await fixture.tracks()
    #expect(Set(tracks.map(\.title)) == ["One", "Two", "Three"])
    #expect(tracks.allSatisfy { $0.badge == .local })

    let again = try await fixture.scan()
    #expect(again.counts == [0, 0, 0, 0, 0, 3])
    #expect(again.failures.isEmpty)
    #expect(try await fixture.tracks() == tracks)
  }

  @Test func `A changed tag is the same track`() async throws {
    let path = try await fixture.tone("one.flac", title: "Before")
    _ = try await fixture.scan()
    let before = try #require(try await fixture.track(titled: "Before"))

    try await Command.run("metaflac", ["--remove-tag=TITLE", "--set-tag=TITLE=After", path])

    #expect(try await fixture.scan().counts == [0, 1, 0, 0, 0, 0])
    #expect(try await fixture.tracks().map(\.title) == ["After"])
    #expect(try await fixture.track(titled: "After")?.id == before.id)
  }

  @Test func `A renamed folder keeps its tracks, and a new file is not taken for one of them`() async throws {
    for index in 1...5 {
      try await fixture.tone("Old/\(index).flac", title: "Tone \(index)", frequency: 200 * index)
    }
    _ = try await fixture.scan()
    let ids = Dictionary(uniqueKeysWithValues: try await fixture.tracks().map { ($0.title, $0.id) })

    try fixture.move("Old", to: "New")
    try await fixture.tone("New/6.flac", title: "Tone 6", frequency: 1_200)

    #expect(try await fixture.scan().counts == [1, 0, 5, 0, 0, 0])
    for track in try await fixture.tracks() where track.title != "Tone 6" {
      #expect(track.id == ids[track.title])
      #expect(track.availabilities.first?.path?.contains("/New/") == true)
    }
  }

  @Test func `A file that is gone is unavailable, and the same track when it is back`() async throws {
    try await fixture.tone("stays.flac", title: "Stays")
    try await fixture.tone("goes.flac", title: "Goes", frequency: 880)
    _ = try await fixture.scan()
    let before = try #require(try await fixture.track(titled: "Goes"))

    let outside = fixture.folder.path + "/aside.flac"
    try FileManager.default.moveItem(atPath: fixture.music + "/goes.flac", toPath: outside)
    #expect(try await fixture.scan().counts == [0, 0, 0, 0, 1, 1])
    #expect(try await fixture.track(titled: "Goes")?.badge == .offline)

    try FileManager.default.moveItem(atPath: outside, toPath: fixture.music + "/goes.flac")
    #expect(try await fixture.scan().counts == [0, 0, 0, 1, 0, 1])
    #expect(try await fixture.track(titled: "Goes") == before)
  }

  @Test func `A folder that is not there makes its tracks unavailable and deletes nothing`() async throws {
    try await fixture.tone("one.flac", title: "One")
    _ = try await fixture.scan()
    let unmounted = fixture.folder.path + "/unmounted"
    try FileManager.default.moveItem(atPath: fixture.music, toPath: unmounted)

    let report = try await fixture.scan()

    #expect(report.counts == [0, 0, 0, 0, 1, 0])
    #expect(report.failures.map(\.path) == [fixture.music])
    #expect(try await fixture.tracks().map(\.badge) == [.offline])

    try FileManager.default.moveItem(atPath: unmounted, toPath: fixture.music)
    #expect(try await fixture.scan().counts == [0, 0, 0, 1, 0, 0])
  }

  @Test(.timeLimit(.minutes(1)))
  func `A link's tracks come, go and return with it and with what it leads to`() async throws {
    let watch = try #require(FolderWatch())
    let scanner = FolderScanner(store: fixture.store, coversDirectory: fixture.covers, watch: watch)
    func scanNext() async throws -> [Int] {
      for await case .folders(let folders) in watch.changes {
        return try await scanner.scan(folders: folders.sorted()).counts
      }
      return []
    }
    let files = FileManager.default
    try await fixture.tone("inside/one.flac", title: "One")
    try await fixture.tone("two.flac", title: "Two", frequency: 880)
    let outside = try fixture.folder.path(of: "outside/Ext")
    try files.createDirectory(atPath: outside, withIntermediateDirectories: true)
    try fixture.move("two.flac", to: "../outside/Ext/two.flac")
    try await fixture.store.addFolder(fixture.music)
    #expect(try await scanner.scan(folders: [fixture.music]).counts == [1, 0, 0, 0, 0, 0])

    let link = fixture.music + "/ext"
    try files.createSymbolicLink(atPath: link, withDestinationPath: outside)
    // It leads to what has its own place.
    try files.createSymbolicLink(atPath: fixture.music + "/again", withDestinationPath: "inside")
    #expect(try await scanNext() == [1, 0, 0, 0, 0, 1])
    try files.removeItem(atPath: link)
    #expect(try await scanNext() == [0, 0, 0, 0, 1, 1])
    try files.createSymbolicLink(atPath: link, withDestinationPath: outside)
    #expect(try await scanNext() == [0, 0, 0, 1, 0, 1])

    try files.moveItem(atPath: outside, toPath: outside + "2")
    #expect(try await scanNext() == [0, 0, 0, 0, 1, 0])
    try files.moveItem(atPath: outside + "2", toPath: outside)
    #expect(try await scanNext() == [0, 0, 0, 1, 0, 0])
  }

  @Test func `Two equal files are two tracks`() async throws {
    try await fixture.tone("one.flac", title: "Same")
    try FileManager.default.copyItem(atPath: fixture.music + "/one.flac", toPath: fixture.music + "/two.flac")

    #expect(try await fixture.scan().counts == [2, 0, 0, 0, 0, 0])
    #expect(try await fixture.tracks().count == 2)
  }

  @Test func `A file without a title has its name for one`() async throws {
    let path = try fixture.folder.path(of: "music/01. Intro.mix.flac")
    try await ToneFile.make(at: path, seconds: 0.2)
    _ = try await fixture.scan()

    #expect(try await fixture.tracks().map(\.title) == ["01. Intro.mix"])
  }

  @Test func `Names that Unicode holds equal are two files`() async throws {
    try await fixture.tone("\u{E9}.flac", title: "Composed")
    try await fixture.tone("e\u{301}.flac", title: "Decomposed")

    #expect(try await fixture.scan().counts == [2, 0, 0, 0, 0, 0])
    #expect(try await fixture.scan().counts == [0, 0, 0, 0, 0, 2])
  }

  @Test func `Nested folders scan each file once`() async throws {
    try await fixture.tone("A/one.flac", title: "One")
    try await fixture.tone("A-side/two.flac", title: "Two")

    let folders = [fixture.music + "/A", fixture.music + "/", fixture.music]
    #expect(try await fixture.scanner.scan(folders: folders).counts == [2, 0, 0, 0, 0, 0])
    #expect(try await fixture.scanner.scan(folders: folders).counts == [0, 0, 0, 0, 0, 2])
  }

  @Test func `A changed cover beside unchanged files updates them`() async throws {
    try await fixture.tone("A/one.flac", title: "One")
    try await ToneFile.makeCover(at: fixture.music + "/A/folder.png", color: "blue")
    _ = try await fixture.scan()
    let before = try #require(try await fixture.track(titled: "One")?.coverPath)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: before))
    #expect(bytes == (try Data(contentsOf: URL(fileURLWithPath: fixture.music + "/A/folder.png"))))
    #expect(before.hasSuffix(".png"))

    try await ToneFile.makeCover(at: fixture.music + "/A/Cover.JPG", color: "green")
    #expect(try await fixture.scan().counts == [0, 1, 0, 0, 0, 0])

    let after = try #require(try await fixture.track(titled: "One")?.coverPath)
    #expect(after.hasSuffix(".jpg"))
    #expect(try fixture.coverFiles() == [URL(fileURLWithPath: after).lastPathComponent])
    let mode = try FileManager.default.attributesOfItem(atPath: after)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try await fixture.scan().counts == [0, 0, 0, 0, 0, 1])
  }

  @Test func `Covers that were thrown out of the cache come back`() async throws {
    try await fixture.tone("one.flac", title: "One")
    try await ToneFile.makeCover(at: fixture.music + "/cover.jpg")
    _ = try await fixture.scan()
    let cover = try #require(try await fixture.track(titled: "One")?.coverPath)
    try FileManager.default.removeItem(atPath: fixture.covers)

    _ = try await fixture.scan()

    #expect(FileManager.default.fileExists(atPath: cover))
  }

  @Test func `A cover is read again from its music, as long as it is the same`() async throws {
    try await fixture.tone("one.flac", title: "One")
    try await ToneFile.makeCover(at: fixture.music + "/cover.jpg")
    _ = try await fixture.scan()
    let cover = try #require(try await fixture.track(titled: "One")?.coverPath)
    let hash = try #require(cover.split(separator: "/").last?.prefix(64)).description
    try FileManager.default.removeItem(atPath: fixture.covers)

    #expect(await fixture.scanner.restoreCovers([hash, "none"]))

    #expect(
      FileManager.default.contents(atPath: cover)
        == FileManager.default.contents(atPath: fixture.music + "/cover.jpg"))
    try FileManager.default.removeItem(atPath: cover)
    try await ToneFile.makeCover(at: fixture.music + "/cover.jpg", color: "green")
    #expect(await !fixture.scanner.restoreCovers([hash]))
    #expect(try fixture.coverFiles() == [])
  }

  @Test func `Whole files get their digest in the background`() async throws {
    let path = try await fixture.tone("one.flac", title: "One")
    _ = try await fixture.scan()
    #expect(try await fixture.store.filesWithoutDigest(limit: 10).map(\.path) == [path])

    await fixture.scanner.hashPendingFiles()

    #expect(try await fixture.store.filesWithoutDigest(limit: 10).isEmpty)
  }

  /// Ten tebibytes that take no room: to read them would take hours.
  @Test(.timeLimit(.minutes(1))) func `A file with holes longer than any music has no digest`() async throws {
    try await fixture.tone("one.flac", title: "One")
    let hollow = try await fixture.tone("hollow.flac", title: "Hollow", frequency: 700)
    try #require(truncate(hollow, 10 << 40) == 0)
    #expect(try await fixture.scan().added == 2)

    await fixture.scanner.hashPendingFiles()

    #expect(try await fixture.store.filesWithoutDigest(limit: 10).map(\.path) == [hollow])
  }

  @Test func `What a killed scan left among the covers goes, other files stay`() async throws {
    try await fixture.tone("one.flac", title: "One")
    try await ToneFile.makeCover(at: fixture.music + "/cover.jpg")
    _ = try await fixture.scan()
    let cover = try fixture.coverFiles()
    let hash = String(repeating: "0", count: 64)
    try fixture.folder.write([1], to: "cache/covers/\(hash).png.1-2.part")
    try fixture.folder.write([1], to: "cache/covers/\(hash).png")
    try fixture.folder.write([1], to: "cache/covers/CACHEDIR.TAG")

    _ = try await fixture.scan()

    #expect(try fixture.coverFiles() == (cover + ["CACHEDIR.TAG"]).sorted())
  }

  @Test func `Scans take turns, and one that waits can be cancelled`() async throws {
    for index in 1...3 { try await fixture.tone("\(index).flac", title: "\(index)", frequency: index * 100) }
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let fixture = fixture
    let first = Task {
      try await fixture.scanner.scan(folders: [fixture.music]) { _ in start.finish() }
    }
    for await _ in started {}
    let second = Task { try await fixture.scan() }
    let third = Task { try await fixture.scan() }
    third.cancel()

    await #expect(throws: ScanError.cancelled) { try await third.value }
    #expect(try await first.value.added == 3)
    #expect(try await second.value.unchanged == 3)
  }
}
