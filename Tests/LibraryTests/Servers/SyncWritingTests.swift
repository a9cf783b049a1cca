import GRDB
import Model
import Testing

@testable import Library

/// What a server tells becomes rows: once, whole, and only what is new.
@Suite struct SyncWritingTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  @Test func everythingThatAServerSaysIsKept() async throws {
    let home = try await library.server()
    try await library.syncAll(
      [
        TestLibrary.track("x", content: 7) { track in
          track.tags.title = "So What"
          track.tags.artists = ["Miles Davis", "John Coltrane"]
          track.tags.album = "Kind of Blue"
          track.tags.trackNumber = 1
          track.tags.discNumber = 2
          track.tags.year = 1959
          track.tags.genres = ["Jazz"]
          track.tags.musicBrainzRecordingID = "recording"
          track.tags.duration = MediaTime(microseconds: 562_000_001)
          track.rating = 0.8
          track.isFavorite = true
          track.fingerprint = "AQAA"
        }
      ], to: home)
    let track = try await library.track("x", of: home)
    #expect(track.title == "So What")
    #expect(track.artists == ["Miles Davis", "John Coltrane"])
    #expect(track.album == "Kind of Blue")
    #expect(track.trackNumber == 1)
    #expect(track.discNumber == 2)
    #expect(track.year == 1959)
    #expect(track.genres == ["Jazz"])
    #expect(track.musicBrainzRecordingID == "recording")
    #expect(track.duration == MediaTime(microseconds: 562_000_001))
    #expect(track.rating == 0.8)
    #expect(track.isFavorite)
    #expect(track.badge == .offline)
    #expect(track.availabilities == [Availability(source: home, status: .streamOnly, serverFileID: "x")])
    #expect(try await library.found("what miles blue jazz") == ["So What"])
    #expect(try await library.number("SELECT count(*) FROM tracks WHERE fingerprint = 'AQAA'") == 1)
    #expect(try await library.store.albums().items.map(\.title) == ["Kind of Blue"])
    #expect(try await library.inconsistencies() == [])
  }

  @Test func anUnchangedSyncWritesTheTimeAlone() async throws {
    let home = try await library.server()
    try await library.syncAll((0..<300).map { TestLibrary.track("\($0)") }, to: home, cursor: "c1")
    let before = try await library.changes()
    let outcome = try await library.sync(to: home, cursor: "c1")
    #expect(outcome == SyncOutcome())
    #expect(try await library.changes() == before + 1)
    // Told again as they were: known by their digests.
    let again = try await library.sync((0..<300).map { TestLibrary.track("\($0)") }, to: home, cursor: "c1")
    #expect(again.unchanged == 300)
    #expect(try await library.changes() == before + 2)
  }

  @Test func changesReachTheTrackThatWasThere() async throws {
    let home = try await library.server()
    try await library.syncAll((0..<5).map { TestLibrary.track("\($0)") }, to: home)
    let before = try await library.track("3", of: home)
    try await library.store.recordPlay(of: before.id, at: 5)
    let outcome = try await library.sync(
      [
        TestLibrary.track("3") {
          $0.tags.title = "Old"; $0.tags.album = "Gone"
        },
        TestLibrary.track("new"),
        TestLibrary.track("3") {
          $0.tags.title = "New"; $0.tags.album = "Other"
        },
      ], to: home)
    var expected = SyncOutcome()
    expected.added = 1
    expected.updated = 1
    #expect(outcome == expected)
    let after = try await library.track("3", of: home)
    #expect(after.id == before.id)
    #expect(after.title == "New")
    #expect(after.playCount == 1)
    #expect(try await library.found("old").isEmpty)
    #expect(Set(try await library.store.albums().items.map(\.title)) == ["Album", "Other"])
    #expect(try await library.inconsistencies() == [])
  }

  @Test func aSyncGoesOnWhereItsLastBatchEnded() async throws {
    let home = try await library.server()
    try await library.store.beginFullSync(of: home)
    try await library.store.apply(
      SyncBatch(tracks: [TestLibrary.track("a")], cursor: "page 2", isLast: false, total: 2), to: home)
    var state = try await library.store.syncState(of: home)
    #expect(state.phase == .full)
    #expect(state.cursor == "page 2")
    #expect(state.totalItems == 2)
    #expect(state.syncedItems == 1)
    try await library.store.apply(
      SyncBatch(tracks: [TestLibrary.track("b")], cursor: "end", isLast: true), to: home)
    state = try await library.store.syncState(of: home)
    #expect(state.phase == .sweep)
    try await library.store.endFullSync(of: home)
    try await library.store.finishSync(of: home, changes: 2)
    state = try await library.store.syncState(of: home)
    #expect(state.phase == .complete)
    #expect(state.cursor == "end")
    #expect(try await library.store.sourceDetails().last?.lastSync != nil)
  }

  @Test func aBatchOfACancelledTaskIsNotWritten() async throws {
    let home = try await library.server()
    let state = try await library.store.beginFullSync(of: home)
    let batch = SyncBatch(
      tracks: (0..<500).map { TestLibrary.track("\($0)") }, cursor: "end", isLast: true, total: 500)
    let writing = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await library.store.apply(batch, to: home)
    }
    await #expect(throws: LibraryError.cancelled) { try await writing.value }
    #expect(try await library.store.syncState(of: home) == state)
    #expect(try await library.store.tracks().total == 0)
    #expect(try await library.store.apply(batch, to: home).added == 500)
    #expect(try await library.inconsistencies() == [])
  }

  @Test func aSecondFullSyncKeepsIDsAndHistory() async throws {
    let home = try await library.server()
    try await library.syncAll((0..<20).map { TestLibrary.track("\($0)", content: UInt8($0 + 1)) }, to: home)
    let before = try await library.store.tracks()
    let played = try await library.track("7", of: home)
    try await library.store.recordPlay(of: played.id, at: 9)
    try await library.execute(
      "UPDATE track_sources SET status = 'cached', local_file_path = '/c/' || id WHERE server_file_id IN ('3', '4')"
    )
    // The server begins anew, and has lost 4, 7 and 8.
    let outcome = try await library.syncAll(
      (0..<20).filter { ![4, 7, 8].contains($0) }.map { TestLibrary.track("\($0)", content: UInt8($0 + 1)) },
      to: home)
    #expect(outcome.unchanged == 17)
    #expect(outcome.deleted == 3)
    let after = try await library.store.tracks()
    #expect(Set(before.items.map(\.id)).isSuperset(of: after.items.map(\.id)))
    #expect(after.total == 19)
    #expect(try await library.track("3", of: home).badge == .cached)
    let orphan = try #require(after.items.first { $0.title == "Title 4" })
    #expect(orphan.badge == .cached)
    #expect(orphan.availabilities.map(\.serverFileID) == [nil])
    #expect(try await library.store.track(played.id)?.playCount == 1)
    #expect(try await library.store.track(played.id)?.availabilities.map(\.status) == [.unavailable])
    #expect(try await library.inconsistencies() == [])
    // The server has them again, under other ids: they are what they were.
    let back = try await library.sync(
      [TestLibrary.track("seven", content: 8), TestLibrary.track("four", content: 5)], to: home)
    #expect(back.updated == 2)
    #expect(try await library.track("seven", of: home).id == played.id)
    #expect(try await library.track("four", of: home).badge == .cached)
    #expect(try await library.inconsistencies() == [])
  }

  @Test func whatTheServerDeletedGoesUnlessSomebodyUsedIt() async throws {
    let home = try await library.server()
    try await library.add("/m/a", content: 1)
    try await library.digest("/m/a", content: 9)
    try await library.syncAll(
      [
        TestLibrary.track("plain"), TestLibrary.track("played"), TestLibrary.track("local", content: 9),
        TestLibrary.track("rated") { $0.rating = 1 },
      ], to: home)
    let played = try await library.track("played", of: home)
    try await library.store.recordPlay(of: played.id, at: 1)
    let local = try await library.track("local", of: home)
    let outcome = try await library.sync(
      deleted: ["plain", "played", "local", "rated", "never there"], to: home)
    #expect(outcome.deleted == 4)
    #expect(try await library.store.totals() == LibraryTotals(tracks: 2, available: 1))
    #expect(try await library.store.track(played.id)?.badge == .offline)
    #expect(try await library.store.track(local.id)?.availabilities.map(\.source) == [Source.localID])
    #expect(try await library.store.artists().items.map(\.name) == ["Artist"])
    #expect(try await library.inconsistencies() == [])
  }

  @Test func aServersRatingNeverOverrulesThePersons() async throws {
    let home = try await library.server()
    try await library.syncAll([TestLibrary.track("a") { $0.rating = 0.2 }, TestLibrary.track("b")], to: home)
    let b = try await library.track("b", of: home)
    try await library.execute("INSERT INTO ratings (track_id, rating) VALUES (\(b.id), 1)")
    try await library.sync(
      [
        TestLibrary.track("a") { $0.rating = 0.4 },
        TestLibrary.track("b") {
          $0.rating = 0.4; $0.isFavorite = true
        },
      ], to: home)
    #expect(try await library.track("a", of: home).rating == 0.4)
    #expect(try await library.track("b", of: home).rating == 1)
    try await library.sync([TestLibrary.track("a"), TestLibrary.track("b")], to: home)
    #expect(try await library.track("a", of: home).rating == nil)
    #expect(try await library.track("b", of: home).rating == 1)
  }

  @Test func aFullDiskLosesTheBatchAndItsCursorTogether() async throws {
    let home = try await library.server()
    try await library.store.beginFullSync(of: home)
    try await library.store.apply(
      SyncBatch(tracks: [TestLibrary.track("a")], cursor: "1", isLast: false), to: home)
    try await library.store.pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA max_page_count = 1")
    }
    await #expect(throws: LibraryError.storageFull(path: library.path)) {
      try await library.store.apply(
        SyncBatch(tracks: (0..<2_000).map { TestLibrary.track("\($0)") }, cursor: "2", isLast: true), to: home
      )
    }
    #expect(try await library.store.syncState(of: home).cursor == "1")
    #expect(try await library.store.totals().tracks == 1)
    #expect(try await library.inconsistencies() == [])
  }
}
