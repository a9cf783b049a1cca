import Foundation
import Library
import Model
import Sync
import TestKit
import Testing

/// Covers that went with their server.
@Suite(.timeLimit(.minutes(2))) struct UnusedCoverTests {
  @Test func theCoversOfARemovedServerGoButForThatOfWhatPlays() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a", "b"])
    try await fixture.show(tracks)
    for track in tracks { try await fixture.cover(of: track) }
    #expect(fixture.files.count == 2)
    let path = try #require(try await fixture.coverPath(tracks[0]))
    fixture.fetcher.play(tracks[0].id, cover: path)
    try await fixture.library.removeSource(fixture.sync.source, keepFiles: false)
    try await fixture.library.finishRemoval(of: fixture.sync.source)
    await fixture.fetcher.removeUnused()
    #expect(fixture.files == [path.split(separator: "/").last.map(String.init)])
    #expect(try await fixture.uses().count == 1)
    fixture.fetcher.play(nil)
    await fixture.fetcher.removeUnused()
    #expect(fixture.files == [])
    #expect(try await fixture.uses() == [])
  }

  @Test func whatATrackStillHasStays() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a"])
    try await fixture.show(tracks)
    let path = try await fixture.cover(of: tracks[0])
    await fixture.fetcher.removeUnused()
    #expect(FileManager.default.fileExists(atPath: path))
    #expect(try await fixture.coverPath(tracks[0]) == path)
  }
}
