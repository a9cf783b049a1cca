import GRDB
import Library
import Model
import Servers
import Sync
import TestKit
import Testing

/// What a server has becomes rows, over real HTTP.
@Suite(.timeLimit(.minutes(2))) struct SyncTests {
  @Test func everythingOnceThenTheChangesAlone() async throws {
    let fixture = try await SyncFixture(tracks: 2_500)
    let first = try await fixture.engine.sync(fixture.source)
    #expect(first.wasFull)
    #expect(first.tracks.added == 2_500)
    // After the last page comes what changed meanwhile.
    #expect(fixture.cursors == [nil, "1000", "2000", "end"])
    #expect(try await fixture.library.totals().tracks == 2_500)
    #expect(try await fixture.details.lastSync != nil)
    #expect(try await fixture.details.trackCount == 2_500)

    let asked = fixture.server.requests.events.count
    let second = try await fixture.engine.sync(fixture.source)
    #expect(!second.wasFull)
    #expect(second.tracks == SyncOutcome())
    // One request for the tracks, one for the playlists.
    #expect(fixture.server.requests.events.count == asked + 2)

    fixture.server.intercept { request in
      guard request.target.contains("cursor=end") else { return nil }
      return .json(
        #"""
        {"new_tracks":[{"id":"new","title":"New"}],"updated_tracks":[{"id":"t7","title":"Other"}],
        "deleted_tracks":["t8"],"next_cursor":"later","has_more":false}
        """#)
    }
    let third = try await fixture.engine.sync(fixture.source)
    #expect(third.tracks.added == 1)
    #expect(third.tracks.updated == 1)
    #expect(third.tracks.deleted == 1)
    #expect(try await fixture.library.search("other").items.map(\.title) == ["Other"])
    #expect(try await fixture.library.syncState(of: fixture.source).cursor == "later")
  }

  @Test func ofSeveralPagesTheLaterOneCounts() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    _ = try await fixture.engine.sync(fixture.source)
    fixture.server.intercept { request in
      if request.target.contains("cursor=end") {
        return .json(
          #"""
          {"new_tracks":[{"id":"new","title":"New"}],"updated_tracks":[{"id":"t1","title":"Other"}],
          "deleted_tracks":["t2"],"next_cursor":"second","has_more":true}
          """#)
      }
      guard request.target.contains("cursor=second") else { return nil }
      return .json(
        #"""
        {"new_tracks":[{"id":"t2","title":"Back"}],"updated_tracks":[],
        "deleted_tracks":["t1","new"],"next_cursor":"later","has_more":false}
        """#)
    }
    _ = try await fixture.engine.sync(fixture.source)
    let titles = try await fixture.library.tracks().items.map(\.title)
    #expect(titles.sorted() == ["Back", "Title 0"])
  }

  @Test func progressIsToldBatchByBatch() async throws {
    let fixture = try await SyncFixture(tracks: 3_000)
    let told = EventLog<SyncProgress>()
    _ = try await fixture.engine.sync(fixture.source) { told.append($0) }
    let last = try await told.event(0)
    #expect(last.done > 0)
    // Not known, which is not the same as being through.
    #expect(last.total == 0)
    #expect(last.rate > 0)
  }

  @Test func progressHasTheTotalThatTheServerTells() async throws {
    let fixture = try await SyncFixture(tracks: 1)
    fixture.server.intercept { request in
      guard request.path == "/api/sync/tracks", !request.target.contains("cursor=") else { return nil }
      return .json(
        #"{"tracks":[{"id":"t0","title":"A"}],"total":3,"next_cursor":"end","has_more":false}"#)
    }
    let told = EventLog<SyncProgress>()
    _ = try await fixture.engine.sync(fixture.source) { told.append($0) }
    let first = try await told.event(0)
    #expect(first.done == 1 && first.total == 3)
  }

  @Test func whoAsksMeanwhileJoins() async throws {
    let fixture = try await SyncFixture(tracks: 10)
    let gate = TestGate()
    fixture.server.intercept { request in
      request.path == "/api/sync/tracks"
        ? ScriptedReply([.pass(gate)] + fixture.server.soundReply(to: request).steps) : nil
    }
    async let one = fixture.engine.sync(fixture.source)
    _ = try await gate.arrivals.event(0)
    async let other = fixture.engine.sync(fixture.source)
    // Who leaves leaves the others alone.
    let leaver = Task { try await fixture.engine.sync(fixture.source) }
    leaver.cancel()
    await #expect(throws: SyncError.cancelled) { try await leaver.value }
    gate.open()
    let reports = try await [one, other]
    #expect(reports[0] == reports[1])
    #expect(fixture.cursors == [nil, "end"])
  }

  @Test func aFullSyncFollowsOneThatAsksForChangesAlone() async throws {
    let fixture = try await SyncFixture(tracks: 1_500)
    _ = try await fixture.engine.sync(fixture.source)
    let gate = TestGate()
    fixture.server.intercept { request in
      request.target.contains("cursor=end") ? fixture.server.soundReply(to: request).held(by: gate) : nil
    }
    async let changes = fixture.engine.sync(fixture.source)
    _ = try await gate.arrivals.event(0)
    let told = EventLog<SyncProgress>()
    async let full = fixture.engine.sync(fixture.source, isFull: true) { told.append($0) }
    async let other = fixture.engine.sync(fixture.source, isFull: true)
    // Who leaves leaves the others alone.
    let leaver = Task { try await fixture.engine.sync(fixture.source, isFull: true) }
    leaver.cancel()
    await #expect(throws: SyncError.cancelled) { try await leaver.value }
    gate.open()
    let reports = try await [changes, full, other]
    #expect(reports.map(\.wasFull) == [false, true, true])
    #expect(reports[1].tracks.unchanged == 1_500)
    // The first sync, the changes, and all anew, once for both.
    #expect(fixture.cursors == [nil, "1000", "end", "end", nil, "1000", "end"])
    let last = try #require(told.events.last)
    #expect(last.done == 1_500 && last.total == 0)
    #expect(told.events.allSatisfy { $0.done > 0 && $0.done <= 1_500 })
  }

  @Test func aFullSyncThatWaitsForAnotherEndsWithTheEngine() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    _ = try await fixture.engine.sync(fixture.source)
    let gate = TestGate()
    fixture.server.intercept { request in
      request.target.contains("cursor=end") ? ScriptedReply([.pass(gate), .close]) : nil
    }
    let changes = Task { try await fixture.engine.sync(fixture.source) }
    _ = try await gate.arrivals.event(0)
    let full = Task { try await fixture.engine.sync(fixture.source, isFull: true) }
    // It has asked by the time that another one has been told off.
    let leaver = Task { try await fixture.engine.sync(fixture.source, isFull: true) }
    leaver.cancel()
    await #expect(throws: SyncError.cancelled) { try await leaver.value }
    await fixture.engine.stop()
    await #expect(throws: SyncError.cancelled) { try await changes.value }
    await #expect(throws: SyncError.cancelled) { try await full.value }
    gate.open()
  }

  @Test func aCancelledSyncGoesOnWhereItStopped() async throws {
    let fixture = try await SyncFixture(tracks: 25_000)
    let gate = TestGate()
    fixture.server.intercept { request in
      request.target.contains("cursor=20000") ? ScriptedReply([.pass(gate), .close]) : nil
    }
    let first = EventLog<SyncProgress>()
    let sync = Task { try await fixture.engine.sync(fixture.source) { first.append($0) } }
    _ = try await first.event(0)
    _ = try await gate.arrivals.event(0)
    sync.cancel()
    await #expect(throws: SyncError.cancelled) { try await sync.value }
    try await fixture.wait(for: .failed(.cancelled))
    gate.open()
    let state = try await fixture.library.syncState(of: fixture.source)
    let written = try #require(state.cursor.flatMap { Int($0) })
    #expect(try await fixture.library.totals().tracks == written)
    #expect(try await fixture.library.queuedSyncs() == [])

    fixture.server.intercept { _ in nil }
    let asked = fixture.cursors.count
    _ = try await fixture.engine.sync(fixture.source)
    #expect(fixture.cursors[asked] == "\(written)")
    #expect(try await fixture.library.totals().tracks == 25_000)
  }

  /// 410 for one that has expired, the others for one that a server never gave.
  @Test(arguments: [410, 400, 422])
  func anUnknownCursorMeansEverythingAnewAndNothingLost(status: Int) async throws {
    let fixture = try await SyncFixture(tracks: 50)
    _ = try await fixture.engine.sync(fixture.source)
    func ids() async throws -> [String: Track.ID] {
      let tracks = try await fixture.library.tracks(TrackFilter()).items
      return Dictionary(uniqueKeysWithValues: tracks.map { ($0.title, $0.id) })
    }
    let before = try await ids()
    let stays = try #require(before["Title 3"])
    let goes = try #require(before["Title 49"])
    try await fixture.library.recordPlay(of: stays, at: 1)
    try await DatabaseQueue(path: fixture.folder.path(of: "library.db")).write { database in
      try database.execute(
        sql: "INSERT INTO ratings (track_id, rating) VALUES (?, 0.8)", arguments: [stays.rawValue])
      try database.execute(
        sql:
          "UPDATE track_sources SET status = 'cached', local_file_path = '/c/' || id WHERE track_id IN (?, ?)",
        arguments: [stays.rawValue, goes.rawValue])
    }
    fixture.server.change { $0.tracks.removeLast(5) }
    let asked = fixture.cursors.count
    // The cursor of the first sync is not known, the one that is given anew is good.
    fixture.server.intercept { request in
      request.target.contains("cursor=end") && fixture.cursors.count == asked + 1 ? .status(status) : nil
    }
    let report = try await fixture.engine.sync(fixture.source)
    #expect(report.wasFull)
    #expect(report.tracks.unchanged == 45)
    #expect(report.tracks.deleted == 5)
    // What is cached plays on, though the server has it no more.
    #expect(
      try await ids()
        == before.filter { $0.value == goes || !["45", "46", "47", "48"].contains($0.key.suffix(2)) })
    let kept = try #require(try await fixture.library.track(stays))
    #expect(kept.playCount == 1)
    #expect(kept.rating == 0.8)
    #expect(kept.availabilities.map(\.status) == [.cached])
    #expect(kept.availabilities.map(\.serverFileID) == ["t3"])
    let orphan = try #require(try await fixture.library.track(goes))
    #expect(orphan.availabilities.map(\.status) == [.cached])
    #expect(orphan.availabilities.map(\.serverFileID) == [nil])
    #expect(try await fixture.library.syncState(of: fixture.source).phase == .complete)
  }

  @Test(arguments: [true, false])
  func whatChangesDuringAFullSyncIsNotTakenForDeleted(isKnownAsItIs: Bool) async throws {
    let fixture = try await SyncFixture(tracks: 1_500)
    _ = try await fixture.engine.sync(fixture.source)
    // As a server does whose track changed while its pages were read: it is on none, and told with the changes.
    fixture.server.change { $0.tracks.remove(at: 1_200) }
    let title = isKnownAsItIs ? "Title 1200" : "Other"
    fixture.server.intercept { request in
      guard request.target.contains("cursor=end") else { return nil }
      return .json(
        #"""
        {"new_tracks":[],"updated_tracks":[{"id":"t1200","title":"\#(title)"}],"deleted_tracks":["t3"],
        "next_cursor":"later","has_more":false}
        """#)
    }
    let report = try await fixture.engine.sync(fixture.source, isFull: true)
    #expect(report.wasFull)
    #expect(report.tracks.deleted == 1)
    #expect(report.tracks.added == 0)
    #expect(try await fixture.library.totals().tracks == 1_499)
    #expect(try await fixture.library.search(title).items.count == 1)
    #expect(try await fixture.library.syncState(of: fixture.source).cursor == "later")
  }

  @Test func aPageThatIsNoneIsNamedAndNothingOfItIsWritten() async throws {
    let fixture = try await SyncFixture(tracks: 3_000)
    fixture.server.intercept { request in
      request.target.contains("cursor=2000")
        ? .json(#"{"tracks":[{"title":"no id"}],"has_more":false}"#) : nil
    }
    await #expect {
      _ = try await fixture.engine.sync(fixture.source)
    } throws: { error in
      guard case SyncError.server(.malformed(_, let path, let page, _)) = error else { return false }
      return path == "/api/sync/tracks" && page?.contains("2000") == true
    }
    // What came before it is there, and the next sync goes on from it.
    #expect(try await fixture.library.totals().tracks == 2_000)
    let queued = try #require(try await fixture.library.queuedSyncs().first)
    #expect(queued.retryCount == 1)
    #expect(queued.nextAttempt != nil)
    #expect(try await fixture.details.lastError == queued.lastError)
    fixture.server.intercept { _ in nil }
    _ = try await fixture.engine.sync(fixture.source)
    #expect(fixture.cursors == [nil, "1000", "2000", "2000", "end"])
    #expect(try await fixture.library.totals().tracks == 3_000)
    #expect(try await fixture.library.queuedSyncs() == [])
    #expect(try await fixture.details.lastError == nil)
  }

  @Test func emptyPagesAreNotReadForEver() async throws {
    let fixture = try await SyncFixture()
    fixture.server.intercept { request in
      guard request.path == "/api/sync/tracks" else { return nil }
      let cursor = String(repeating: "x", count: request.target.count { $0 == "x" } + 1)
      return .json(#"{"tracks":[],"next_cursor":"\#(cursor)","has_more":true}"#)
    }
    await #expect {
      _ = try await fixture.engine.sync(fixture.source)
    } throws: { if case SyncError.server(.malformed) = $0 { true } else { false } }
    #expect(fixture.cursors.count == 11)
  }

  @Test func aLegacyServerIsSweptAndCountsOnceItIsWhole() async throws {
    let fixture = try await SyncFixture(.legacy, tracks: 12_000)
    let first = try await fixture.engine.sync(fixture.source)
    #expect(first.tracks.added == 12_000)
    fixture.server.change { state in
      state.tracks.removeFirst(10)
      state.tracks[0].title = "Changed"
    }
    fixture.server.intercept { $0.target.contains("offset=10000") ? .status(503) : nil }
    await #expect(throws: SyncError.self) { try await fixture.engine.sync(fixture.source) }
    #expect(try await fixture.library.totals().tracks == 12_000)
    #expect(try await fixture.library.search("changed").total == 0)
    fixture.server.intercept { _ in nil }
    let second = try await fixture.engine.sync(fixture.source)
    #expect(second.tracks.deleted == 10)
    #expect(second.tracks.updated == 1)
    #expect(second.tracks.unchanged == 11_989)
  }

  @Test func aServerThatIsRemovedMeanwhileEndsItsSync() async throws {
    let fixture = try await SyncFixture(tracks: 3_000)
    let gate = TestGate()
    fixture.server.intercept { request in
      request.target.contains("cursor=1000")
        ? ScriptedReply([.pass(gate)] + fixture.server.soundReply(to: request).steps) : nil
    }
    let sync = Task { try await fixture.engine.sync(fixture.source) }
    _ = try await gate.arrivals.event(0)
    try await fixture.library.removeSource(fixture.source, keepFiles: false)
    gate.open()
    await #expect(throws: SyncError.library(.notFound("source \(fixture.source)"))) { try await sync.value }
    try await fixture.library.finishRemoval(of: fixture.source)
    #expect(try await fixture.library.totals().tracks == 0)
  }
}
