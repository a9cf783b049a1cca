import Foundation
import Library
import Model
import Sync
import TestKit
import Testing

/// The cover of what plays comes at once, and stays.
@Suite(.timeLimit(.minutes(2))) struct CoverTests {
  @Test func aCoverIsFetchedOnceForAllWhoPlayIt() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a", "a", "b"])
    #expect(fixture.asked == [])
    fixture.fetcher.play(tracks[0].id)
    async let one: Void = fixture.fetcher.provideForPlaying()
    async let two: Void = fixture.fetcher.provideForPlaying()
    _ = await (one, two)
    #expect(fixture.asked == ["0"])
    let path = try #require(try await fixture.coverPath(tracks[0]))
    #expect(path.hasPrefix(fixture.directory + "/") && path.hasSuffix(".jpg"))
    #expect(try await fixture.coverPath(tracks[1]) == path)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try await fixture.coverPath(tracks[2]) == nil)
    #expect(try await fixture.library.albums().items.compactMap(\.coverPath) == [path])
    // A sync that tells the track anew keeps it.
    _ = try await fixture.tracks(["a", "a", "b"])
    #expect(try await fixture.coverPath(tracks[0]) == path)
  }

  @Test func theCoverOfWhatPlaysStays() async throws {
    let fixture = try await CoverFixture(limit: 2_000)
    let tracks = try await fixture.tracks(["a", "b", "c"])
    fixture.fetcher.play(tracks[0].id)
    let path = try await fixture.cover(of: tracks[0])
    for track in tracks[1...] {
      fixture.clock.advance(by: .seconds(3_600))
      try await fixture.show([track])
      try await fixture.cover(of: track)
    }
    // It was used longest ago, and yet another one went.
    #expect(try await fixture.coverPath(tracks[0]) == path)
    #expect(FileManager.default.fileExists(atPath: path))
    #expect(try await fixture.coverPath(tracks[1]) == nil)
    #expect(fixture.files.count == 2)
    // When another track plays, it is the next to go.
    fixture.clock.advance(by: .seconds(3_600))
    fixture.fetcher.play(tracks[1].id)
    try await fixture.cover(of: tracks[1])
    #expect(try await fixture.coverPath(tracks[0]) == nil)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func whatPlaysFindsRoomWhateverWasJustShown() async throws {
    let fixture = try await CoverFixture(limit: 1_000)
    let tracks = try await fixture.tracks(["a", "b"])
    try await fixture.show([tracks[0]])
    try await fixture.cover(of: tracks[0])
    fixture.fetcher.play(tracks[1].id)
    try await fixture.cover(of: tracks[1])
    #expect(fixture.files.count == 1)
    #expect(try await fixture.coverPath(tracks[0]) == nil)
  }

  @Test func whatPlaysHasItsCoverAsSoonAsItsServerIsThere() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a"])
    try await fixture.library.setOnline(false, fixture.sync.source)
    fixture.fetcher.play(tracks[0].id)
    await fixture.fetcher.provideForPlaying()
    #expect(fixture.asked == [])
    try await fixture.library.setOnline(true, fixture.sync.source)
    await fixture.fetcher.provideForPlaying()
    #expect(try await fixture.coverPath(tracks[0]) != nil)
  }

  @Test func aCacheThatSomebodyEmptiedFillsAgain() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a", "b"])
    fixture.fetcher.play(tracks[0].id)
    try await fixture.cover(of: tracks[0])
    try await fixture.show([tracks[1]])
    try await fixture.cover(of: tracks[1])
    try FileManager.default.removeItem(atPath: fixture.directory)
    await fixture.fetcher.provideForPlaying()
    let path = try #require(try await fixture.coverPath(tracks[0]))
    #expect(FileManager.default.fileExists(atPath: path))
    // What is shown with a cover that is gone gets another one as well.
    let requests = fixture.server.requests.events.count
    try await fixture.show(try await fixture.listed())
    #expect(try await fixture.server.requests.event(requests).path == "/api/tracks/1/cover")
    let other = try await fixture.cover(of: tracks[1])
    #expect(FileManager.default.fileExists(atPath: other))
  }

  @Test func aCoverThatGoesAgainBeforeItIsShownComesAgain() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a"])
    fixture.fetcher.play(tracks[0].id)
    let path = try await fixture.cover(of: tracks[0])
    fixture.fetcher.play(tracks[0].id, cover: path)
    let set = fixture.clock.delays.events.count
    try FileManager.default.removeItem(atPath: fixture.directory)
    fixture.fetcher.play(tracks[0].id, cover: nil)
    for attempt in 0..<2 {
      _ = try await fixture.clock.delays.event(set + attempt)
      #expect(!FileManager.default.fileExists(atPath: path))
      fixture.clock.advance(by: .seconds(1))
      // It is looked for once more, as nobody has shown it.
      _ = try await fixture.clock.delays.event(set + attempt + 1)
      #expect(FileManager.default.fileExists(atPath: path))
      try FileManager.default.removeItem(atPath: fixture.directory)
    }
  }

  @Test func aFolderThatTakesNoFilesCostsTheCoverAlone() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a"])
    try Data().write(to: URL(fileURLWithPath: fixture.directory))
    fixture.fetcher.play(tracks[0].id)
    await fixture.fetcher.provideForPlaying()
    await fixture.fetcher.provideForPlaying()
    #expect(fixture.asked == ["0"])
    #expect(try await fixture.coverPath(tracks[0]) == nil)
  }
}
