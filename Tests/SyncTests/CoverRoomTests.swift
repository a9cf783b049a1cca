import Foundation
import Library
import Model
import Sync
import TestKit
import Testing

/// Fetched covers have so much room, and those that were not used for longest go.
@Suite(.timeLimit(.minutes(2))) struct CoverRoomTests {
  @Test func beingShownIsAUseAndWritesNothingByItself() async throws {
    let fixture = try await CoverFixture(limit: 2_000)
    let tracks = try await fixture.tracks(["a", "b", "c"])
    for track in tracks[..<2] {
      try await fixture.show([track])
      try await fixture.cover(of: track)
      fixture.clock.advance(by: .seconds(3_600))
    }
    let before = try await fixture.uses()
    try await fixture.show([try #require(try await fixture.library.track(tracks[0].id))])
    fixture.clock.advance(by: .seconds(3_600))
    #expect(try await fixture.uses() == before)
    try await fixture.show([tracks[2]])
    try await fixture.cover(of: tracks[2])
    #expect(try await fixture.coverPath(tracks[0]) != nil)
    #expect(try await fixture.coverPath(tracks[1]) == nil)
    // It comes again when it is looked at again.
    fixture.clock.advance(by: .seconds(3_600))
    try await fixture.show([tracks[1]])
    try await fixture.cover(of: tracks[1])
    await fixture.fetcher.finish()
    #expect(fixture.files.count == 2)
  }

  @Test func usesAreKeptAtTheEnd() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a"])
    try await fixture.show(tracks)
    try await fixture.cover(of: tracks[0])
    let before = try #require(try await fixture.uses().first)
    fixture.clock.advance(by: .seconds(3_600))
    fixture.fetcher.play(tracks[0].id)
    await fixture.fetcher.provideForPlaying()
    await fixture.fetcher.finish()
    #expect(try #require(try await fixture.uses().first) >= before + 3_600)
    // Nothing is fetched any more.
    fixture.fetcher.show(tracks)
    #expect(fixture.clock.pending == 0)
  }

  @Test func whatIsShownTogetherDoesNotPushItselfOut() async throws {
    let fixture = try await CoverFixture(limit: 2_000)
    let tracks = try await fixture.tracks(["a", "b", "c", "d", "e"])
    try await fixture.show(tracks)
    for track in tracks[..<2] { try await fixture.cover(of: track) }
    // Shown again and again, as a client does that hears of the first covers.
    for _ in 0..<5 { try await fixture.show(try await fixture.listed()) }
    fixture.fetcher.play(tracks[0].id)
    await fixture.fetcher.provideForPlaying()
    await fixture.fetcher.finish()
    #expect(fixture.asked.count <= 4)
    #expect(fixture.files.count == 2)
    for track in tracks[..<2] { #expect(try await fixture.coverPath(track) != nil) }
  }

  @Test func whatHadNoRoomMayHaveItLater() async throws {
    let fixture = try await CoverFixture(limit: 2_000)
    let tracks = try await fixture.tracks(["a", "b", "c", "d"])
    try await fixture.show(Array(tracks[..<2]))
    for track in tracks[..<2] { try await fixture.cover(of: track) }
    try await fixture.show([tracks[2]])
    // What plays waits for the fetch that finds no room, and then takes it.
    fixture.fetcher.play(tracks[2].id)
    await fixture.fetcher.provideForPlaying()
    #expect(try await fixture.coverPath(tracks[2]) != nil)
    fixture.clock.advance(by: .seconds(1_300))
    try await fixture.show([tracks[3]])
    try await fixture.cover(of: tracks[3])
    await fixture.fetcher.finish()
    #expect(fixture.files.count == 2)
    #expect(try await fixture.coverPath(tracks[2]) != nil)
  }

  @Test func theCoverOfAnAlbumThatGoesIsThatOfAnotherTrack() async throws {
    let fixture = try await CoverFixture(limit: 2_000)
    let tracks = try await fixture.tracks(["a", "b", "c"], album: "X")
    for track in tracks {
      try await fixture.show([track])
      try await fixture.cover(of: track)
      fixture.clock.advance(by: .seconds(3_600))
    }
    #expect(try await fixture.coverPath(tracks[0]) == nil)
    let path = try #require(try await fixture.library.albums().items.first?.coverPath)
    #expect(try await fixture.coverPath(tracks[1]) == path)
  }
}
