import Foundation
import Glibc
import Library
import Model
import Scan
import TestKit
import Testing

/// What stands in a scan's way is in its report and stops nothing.
@Suite struct TroubleTests {
  private let fixture: ScanFixture

  init() throws {
    fixture = try ScanFixture()
  }

  @Test func `Broken files are reported with path and reason, the rest is taken in`() async throws {
    try await fixture.tone("good.flac", title: "Good")
    try fixture.folder.write([], to: "music/empty.mp3")
    try fixture.folder.write(Array("This is a text.".utf8), to: "music/text.flac")
    let whole = try fixture.folder.bytes(of: "music/good.flac")
    try fixture.folder.write(whole.prefix(60), to: "music/stub.flac")

    let report = try await fixture.scan()

    #expect(report.added == 1)
    #expect(
      report.failures.map { URL(fileURLWithPath: $0.path).lastPathComponent }.sorted()
        == ["empty.mp3", "stub.flac", "text.flac"])
    #expect(report.failures.allSatisfy { $0.reason.count > 20 })
    #expect(try await fixture.tracks().map(\.title) == ["Good"])
  }

  @Test func `Files from the far past and future are files like others`() async throws {
    for (name, seconds) in [("old.flac", -10_000_000_000), ("new.flac", 20_000_000_000)] {
      try await fixture.tone(name, title: name)
      let time = timespec(tv_sec: seconds, tv_nsec: 999_999_999)
      try #require(utimensat(AT_FDCWD, fixture.music + "/" + name, [time, time], 0) == 0)
    }

    #expect(try await fixture.scan().added == 2)
    #expect(try await fixture.scan().unchanged == 2)
  }

  @Test func `Pipes, sockets and dead links are never opened`() async throws {
    try await fixture.tone("good.flac", title: "Good")
    try #require(mkfifo(fixture.music + "/pipe.mp3", 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: fixture.music + "/dead.ogg", withDestinationPath: fixture.folder.path + "/nowhere.ogg")
    try FileManager.default.createSymbolicLink(
      atPath: fixture.music + "/self.ogg", withDestinationPath: fixture.music + "/self.ogg")
    try FileManager.default.createSymbolicLink(
      atPath: fixture.music + "/device.wav", withDestinationPath: "/dev/zero")

    let report = try await fixture.scan()

    #expect(report.added == 1)
    #expect(
      report.failures.map { URL(fileURLWithPath: $0.path).lastPathComponent }.sorted()
        == ["dead.ogg", "device.wav", "pipe.mp3", "self.ogg"])
  }

  @Test func `Circles of links end, and what links lead to is found once`() async throws {
    try await fixture.tone("Real/one.flac", title: "One")
    try FileManager.default.createDirectory(
      atPath: fixture.folder.path + "/outside", withIntermediateDirectories: true)
    let outside = fixture.folder.path + "/outside/two.flac"
    try await ToneFile.make(at: outside, seconds: 0.2, frequency: 700, tags: ["title": "Two"])
    for (link, target) in [
      ("Real/up", fixture.music), ("Again", fixture.music + "/Real"),
      ("out", fixture.folder.path + "/outside"),
      ("one-more.flac", fixture.music + "/Real/one.flac"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: fixture.music + "/" + link, withDestinationPath: target)
    }
    try FileManager.default.createSymbolicLink(
      atPath: fixture.folder.path + "/outside/back", withDestinationPath: fixture.folder.path + "/outside")

    let report = try await fixture.scan()

    #expect(report.added == 2)
    #expect(report.failures.isEmpty)
    #expect(
      Set(try await fixture.tracks().compactMap { $0.availabilities.first?.path })
        == [fixture.music + "/Real/one.flac", fixture.music + "/out/two.flac"])
  }

  @Test func `Hidden files and folders are passed over`() async throws {
    try await fixture.tone("good.flac", title: "Good")
    try await fixture.tone(".Trash-1000/files/old.flac", title: "Old")
    try await fixture.tone("._good.flac", title: "Fork")

    let report = try await fixture.scan()
    #expect(report.added == 1)
    #expect(report.failures.isEmpty)
  }

  @Test func `A name that is not UTF-8 is reported`() async throws {
    try await fixture.tone("good.flac", title: "Good")
    let name: [CChar] =
      (fixture.music + "/bad-").utf8CString.dropLast() + [CChar(bitPattern: 0xE9)]
      + Array(".flac".utf8CString)
    let descriptor = creat(name, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)

    let report = try await fixture.scan()
    #expect(report.added == 1)
    #expect(report.failures.map(\.path) == [fixture.music + "/bad-\u{FFFD}.flac"])
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `Below a folder without permission everything stays as it was`() async throws {
    try await fixture.tone("open/one.flac", title: "One")
    try await fixture.tone("closed/two.flac", title: "Two")
    _ = try await fixture.scan()
    let before = try await fixture.tracks()
    try #require(chmod(fixture.music + "/closed", 0) == 0)
    defer { chmod(fixture.music + "/closed", 0o700) }

    let report = try await fixture.scan()

    #expect(report.counts == [0, 0, 0, 0, 0, 1])
    #expect(report.failures.map(\.path) == [fixture.music + "/closed"])
    #expect(try await fixture.tracks() == before)
  }

  @Test func `A known file that broke is reported and stays what it was`() async throws {
    try await fixture.tone("one.flac", title: "One")
    _ = try await fixture.scan()
    try fixture.folder.write(Array("no music".utf8), to: "music/one.flac")

    let report = try await fixture.scan()

    #expect(report.counts == [0, 0, 0, 0, 0, 0])
    #expect(report.failures.map(\.path) == [fixture.music + "/one.flac"])
    #expect(try await fixture.tracks().map(\.title) == ["One"])
  }

  @Test func `Where covers can't be kept, tracks come without them and are tried again`() async throws {
    try await fixture.tone("one.flac", title: "One")
    try await ToneFile.makeCover(at: fixture.music + "/cover.png")
    try fixture.folder.write([], to: "cache")

    let report = try await fixture.scan()
    #expect(report.added == 1)
    #expect(report.failures.map(\.path) == [fixture.covers])
    #expect(try await fixture.track(titled: "One")?.coverPath == nil)

    try FileManager.default.removeItem(atPath: fixture.folder.path + "/cache")
    #expect(try await fixture.scan().updated == 1)
    #expect(try await fixture.track(titled: "One")?.coverPath != nil)
  }

  @Test func `A cancelled scan keeps what it has, and the next one ends it`() async throws {
    let path = try await fixture.tone("0.flac", title: "Tone")
    for index in 1...2_000 {
      try FileManager.default.copyItem(atPath: path, toPath: fixture.music + "/\(index).flac")
    }
    let fixture = fixture
    let scan = Task {
      try await fixture.scanner.scan(folders: [fixture.music]) { progress in
        if progress.total > 0 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }

    await #expect(throws: ScanError.cancelled) { try await scan.value }
    let kept = try await fixture.store.totals().tracks
    #expect(kept > 0)
    #expect(kept < 2_001)

    let report = try await fixture.scan()
    #expect(report.added + report.unchanged == 2_001)
    #expect(report.unchanged == kept)
  }
}
