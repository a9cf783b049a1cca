import Model
import Testing

@testable import Library

/// The same recording in two sources is one track (DESIGN §5), whichever came first.
@Suite struct SameRecordingTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private static func recording(_ track: inout ServerTrack) {
    track.tags.musicBrainzRecordingID = "r1"
    track.tags.album = "KIND of  blue"
  }

  @Test func aCoverIsLookedForWhereSomebodyAnswers() async throws {
    let home = try await library.server()
    let away = try await library.server("Away")
    for source in [home, away] {
      try await library.syncAll([TestLibrary.track("x", content: 5) { $0.coverHash = "c" }], to: source)
    }
    let track = try await library.track("x", of: home)
    try await library.store.setActive(home)
    try await library.store.setOnline(true, away)
    var missing = try await library.store.missingCovers(of: [track.id])
    #expect(missing.map { $0.candidates.map(\.id.source) } == [[away]])
    try await library.store.setOnline(true, home)
    missing = try await library.store.missingCovers(of: [track.id])
    #expect(missing.map { $0.candidates.map(\.id.source) } == [[home, away]])
  }

  @Test func aSyncFindsTheFileThatWasHashed() async throws {
    let local = try await library.add("/m/a", content: 1) {
      $0.title = "Mine"; $0.artists = ["Me"]
    }
    try await library.digest("/m/a", content: 5)
    let home = try await library.server()
    try await library.syncAll(
      [TestLibrary.track("x", content: 5), TestLibrary.track("y", content: 6)], to: home)
    let track = try await library.track("x", of: home)
    #expect(track.id == local.id)
    #expect(track.title == "Mine")
    #expect(track.badge == .local)
    #expect(try await library.store.totals().tracks == 2)
    // Who plays it is told that both have the same bytes.
    let hash = TestLibrary.sha256(5)
    #expect(try library.store.trackNow(local.id)?.availabilities.map(\.sha256) == [hash, hash])
    // The server's tags may change: the file's win.
    try await library.sync([TestLibrary.track("x", content: 5) { $0.tags.title = "Theirs" }], to: home)
    #expect(try await library.store.track(local.id)?.title == "Mine")
    #expect(try await library.inconsistencies() == [])
  }

  @Test func aHashThatComesAfterTheSyncJoinsWithoutLoss() async throws {
    let home = try await library.server()
    try await library.syncAll([TestLibrary.track("x", content: 5) { $0.rating = 0.6 }], to: home)
    let synced = try await library.track("x", of: home)
    try await library.store.recordPlay(of: synced.id, at: 50)
    try await library.store.recordPlay(of: synced.id, at: 60)
    try await library.store.apply([ServerPlaylist(id: "p", name: "P", trackIDs: ["x", "x"])], to: home)
    var queue = PlayQueue()
    var generator = SystemRandomNumberGenerator()
    queue.replace(with: [.track(synced.id)], start: 0, using: &generator)
    try await library.store.save(SavedQueue(queue: queue, position: .zero))
    let local = try await library.add("/m/a", content: 1) {
      $0.title = "Mine"; $0.album = "Elsewhere"
    }
    try await library.store.recordPlay(of: local.id, at: 55)
    #expect(try await library.store.totals().tracks == 2)

    try await library.digest("/m/a", content: 5)
    let track = try await library.track("x", of: home)
    #expect(track.id == local.id)
    #expect(track.title == "Mine")
    #expect(track.playCount == 3)
    #expect(track.lastPlayed == 60)
    #expect(track.rating == 0.6)
    #expect(track.availabilities.map(\.source) == [Source.localID, home])
    #expect(try await library.store.totals().tracks == 1)
    #expect(try await library.store.playlists().items.map(\.trackCount) == [2])
    #expect(
      try await library.store.savedQueue()?.queue.entries.map(\.item) == [QueueEntry.Item.track(local.id)])
    #expect(try await library.store.albums().items.map(\.title) == ["Elsewhere"])
    // A queue that runs still has the old id.
    let old = try #require(try await library.store.track(synced.id))
    #expect(old.id == synced.id)
    #expect(old.title == "Mine")
    try await library.store.recordPlay(of: synced.id, at: 70)
    #expect(try await library.store.track(local.id)?.playCount == 4)
    #expect(try await library.inconsistencies() == [])
  }

  @Test func aFileJoinsWhatAServerHasOfTheSameRecordingAndAlbum() async throws {
    let home = try await library.server()
    try await library.syncAll([TestLibrary.track("x", Self.recording), TestLibrary.track("y")], to: home)
    let synced = try await library.track("x", of: home)
    let files = try ["/m/a", "/m/b"].map {
      try TestLibrary.file($0, content: $0 == "/m/a" ? 1 : 2) {
        $0.title = "Mine"
        $0.musicBrainzRecordingID = "r1"
        $0.album = "Kind of Blue"
      }
    }
    #expect(try await library.store.apply(ScanBatch(scanned: files)).added == 2)
    // Two files of one source are never one track.
    #expect(try await library.store.totals().tracks == 3)
    let track = try #require(try await library.store.track(synced.id))
    #expect(track.title == "Mine")
    #expect(track.availabilities.map(\.source) == [Source.localID, home])
    #expect(try await library.only(at: "/m/a").id == synced.id)
    #expect(try await library.inconsistencies() == [])
  }

  @Test func tagsThatComeLaterJoinToo() async throws {
    let home = try await library.server()
    try await library.syncAll([TestLibrary.track("x", Self.recording)], to: home)
    let local = try await library.add("/m/a", content: 1) { $0.album = "Kind of Blue" }
    #expect(try await library.store.totals().tracks == 2)
    try await library.add("/m/a", content: 2) {
      $0.album = "Kind of Blue"
      $0.musicBrainzRecordingID = "r1"
    }
    #expect(try await library.track("x", of: home).id == local.id)
    #expect(try await library.store.totals().tracks == 1)
    #expect(try await library.inconsistencies() == [])
  }

  @Test func theSameRecordingOnAnotherAlbumIsAnotherTrack() async throws {
    let home = try await library.server()
    try await library.syncAll([TestLibrary.track("x", Self.recording)], to: home)
    try await library.add("/m/a", content: 1) {
      $0.musicBrainzRecordingID = "r1"; $0.album = "Best of"
    }
    try await library.add("/m/b", content: 2) { $0.musicBrainzRecordingID = "r1" }
    #expect(try await library.store.totals().tracks == 3)
  }

  @Test func twoServersShareATrackAndEachKeepsItsTwins() async throws {
    let home = try await library.server("Home")
    let other = try await library.server("Other")
    try await library.syncAll(
      [TestLibrary.track("h1", content: 5), TestLibrary.track("h2", content: 5)], to: home)
    try await library.syncAll(
      [
        TestLibrary.track("o1", content: 5) { $0.tags.title = "Other's" },
        TestLibrary.track("o2", content: 5),
      ],
      to: other)
    #expect(try await library.store.totals().tracks == 2)
    let track = try await library.track("o1", of: other)
    #expect(track.availabilities.map(\.serverFileID) == ["h1", "o1"])
    #expect(track.title == "Title h1")
    // Whose tags they were has it no longer: now they are the other's.
    try await library.sync(deleted: ["h1"], to: home)
    try await library.sync([TestLibrary.track("o1", content: 5) { $0.tags.title = "Newest" }], to: other)
    #expect(try await library.track("o1", of: other).title == "Newest")
    #expect(try await library.inconsistencies() == [])
  }

  @Test func anUpdateThatTellsTheHashJoins() async throws {
    let home = try await library.server("Home")
    let other = try await library.server("Other")
    try await library.syncAll([TestLibrary.track("h", content: 5)], to: home)
    try await library.syncAll([TestLibrary.track("o")], to: other)
    #expect(try await library.store.totals().tracks == 2)
    try await library.sync([TestLibrary.track("o", content: 5)], to: other)
    #expect(try await library.store.totals().tracks == 1)
    #expect(try await library.inconsistencies() == [])
  }
}
