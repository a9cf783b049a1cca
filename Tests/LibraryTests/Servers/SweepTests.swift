import Model
import Testing

@testable import Library

/// Servers that know no changes: a sweep counts once it is whole.
@Suite struct SweepTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func sweep(_ pages: [[ServerTrack]], of source: Source.ID) async throws -> SyncOutcome {
    try await library.store.beginSweep(of: source)
    for page in pages { try await library.store.stage(page, of: source) }
    return try await library.store.commitSweep(of: source)
  }

  @Test func aSweepIsWhatTheServerHas() async throws {
    let home = try await library.server()
    let first = try await sweep(
      [(0..<10).map { TestLibrary.track("\($0)", content: 1) }, (9..<15).map { TestLibrary.track("\($0)") }],
      of: home)
    #expect(first.added == 15)
    let kept = try await library.track("12", of: home)
    let second = try await sweep(
      [
        (5..<15).map { number in TestLibrary.track("\(number)") { if number == 12 { $0.tags.title = "New" } }
        }
      ],
      of: home)
    #expect(second.added == 0)
    #expect(second.updated == 5)
    #expect(second.unchanged == 5)
    #expect(second.deleted == 5)
    #expect(try await library.store.totals().tracks == 10)
    #expect(try await library.track("12", of: home).id == kept.id)
    #expect(try await library.track("12", of: home).title == "New")
    #expect(try await library.inconsistencies() == [])
  }

  @Test func aSweepThatBrokeOffChangesNothing() async throws {
    let home = try await library.server()
    _ = try await sweep([[TestLibrary.track("a"), TestLibrary.track("b")]], of: home)
    let before = try await library.store.tracks()
    try await library.store.beginSweep(of: home)
    try await library.store.stage([TestLibrary.track("c")], of: home)
    #expect(try await library.store.tracks() == before)
    // The next one begins anew.
    let outcome = try await sweep([[TestLibrary.track("a"), TestLibrary.track("b")]], of: home)
    #expect(outcome.unchanged == 2)
    #expect(outcome.deleted == 0)
    #expect(try await library.store.tracks() == before)
  }

  @Test func sweepsOfTwoServersDoNotMix() async throws {
    let home = try await library.server("Home")
    let other = try await library.server("Other")
    try await library.store.beginSweep(of: home)
    try await library.store.stage([TestLibrary.track("a")], of: home)
    let outcome = try await sweep([[TestLibrary.track("a"), TestLibrary.track("b")]], of: other)
    #expect(outcome.added == 2)
    #expect(try await library.store.commitSweep(of: home).added == 1)
    #expect(try await library.store.totals().tracks == 3)
  }

  @Test func everyFieldSurvivesTheWayAround() async throws {
    let home = try await library.server()
    var track = TestLibrary.track("x", content: 3) { track in
      track.tags.genres = ["A", "B"]
      track.tags.composers = ["C"]
      track.tags.trackNumber = 1
      track.tags.trackTotal = 2
      track.tags.discNumber = 3
      track.tags.discTotal = 4
      track.tags.year = 5
      track.tags.isCompilation = true
      track.tags.musicBrainzRecordingID = "r"
      track.tags.musicBrainzAlbumID = "m"
      track.tags.replayGain = ReplayGain(trackGain: -1, trackPeak: 0.5, albumGain: -2, albumPeak: 0.25)
      track.tags.bitrate = 6
      track.tags.sampleRate = 7
      track.tags.channels = 8
      track.coverHash = "c"
      track.fingerprint = "f"
      track.rating = 0.5
      track.isFavorite = true
    }
    track.fileSize = 9
    _ = try await sweep([[track]], of: home)
    // Had any field been lost on the way, the digest of the same track would be another.
    #expect(try await sweep([[track]], of: home).unchanged == 1)
  }
}
