import Foundation
import Model
import Tags
import TestKit
import Testing

/// Files that nobody here made: `scripts/fetch-test-music` brings them.
@Suite struct RealMusicTests {
  private static let folder =
    ProcessInfo.processInfo.environment["SOUL_TEST_MUSIC"]
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent(".build-test-music").path

  private static let files =
    FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
    .filter { $0.hasSuffix(".ogg") || $0.hasSuffix(".mp3") }.map { folder + "/" + $0 } ?? []

  private struct Probe: Decodable {
    struct Part: Decodable {
      var tags: [String: String]?
      var duration: String?
    }
    let streams: [Part]
    let format: Part

    /// All tags, by their names in lower case.
    var tags: [String: String] {
      ([format] + streams).reduce(into: [:]) { all, part in
        for (name, value) in part.tags ?? [:] { all[name.lowercased()] = value }
      }
    }
  }

  @Test(.enabled(if: !files.isEmpty, "run scripts/fetch-test-music"), arguments: files)
  func `Not one tag is lost`(path: String) async throws {
    let output = try await Command.run(
      "ffprobe", ["-v", "error", "-show_format", "-show_streams", "-of", "json", path])
    let probe = try JSONDecoder().decode(Probe.self, from: Data(output.utf8))
    let expected = probe.tags

    let reading = try TagReader.read(path: path)

    #expect(reading.tags.title == expected["title"])
    #expect(reading.tags.artists == expected["artist"].map { [$0] } ?? [])
    #expect(reading.tags.album == expected["album"])
    #expect(reading.tags.albumArtists == expected["album_artist"].map { [$0] } ?? [])
    #expect(reading.tags.year == expected["date"].flatMap { Int($0.prefix(4)) })
    #expect(reading.tags.genres == expected["genre"].map { [$0] } ?? [])
    #expect(reading.tags.trackNumber == expected["track"].flatMap { Int($0.prefix { $0 != "/" }) })
    let seconds = try #require(reading.tags.duration).seconds
    let probed = try #require(probe.format.duration.flatMap(Double.init))
    #expect(abs(seconds - probed) < 0.1)
    #expect(reading.defect == nil)
  }
}
