import Library
import Model
import Servers
import Sync
import TestKit
import Testing

/// When servers are asked without anybody asking for it, and when not.
@Suite(.timeLimit(.minutes(2))) struct ScheduleTests {
  private static let offline: @Sendable (ReceivedRequest) -> ScriptedReply? = { _ in ScriptedReply([.close]) }

  @Test func theActiveServerIsSyncedAtTheStartAndAfterEachInterval() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    try await fixture.library.setActive(fixture.source)
    await fixture.engine.start()
    try await fixture.wait(for: .succeeded)
    #expect(try await fixture.details.source.isOnline)
    let delay = try await fixture.clock.delay(0)
    // A fifth more or less; the real clock goes on meanwhile.
    #expect((Duration.seconds(1_400)...Duration.seconds(2_200)).contains(delay))
    fixture.server.change { $0.tracks.append(StandInTrack(id: "late", title: "Late")) }
    // Whichever the newest plan is: each has another share of the interval, and one may be made just now.
    fixture.clock.ringAtOnce()
    fixture.clock.advance(by: .seconds(2_200))
    try await fixture.wait(for: .succeeded, count: 2)
    _ = try await fixture.clock.delay(1)
    #expect(fixture.clock.pending <= 1)
    await fixture.engine.stop()
    #expect(fixture.clock.pending == 0)
  }

  @Test func aClockThatWasSetBackPutsNothingOff() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    _ = try await fixture.engine.sync(fixture.source)
    fixture.clock.advance(by: .seconds(-1_000_000))
    try await fixture.library.setActive(fixture.source)
    await fixture.engine.start()
    try await fixture.wait(for: .succeeded, count: 2)
    #expect(try await fixture.clock.delay(0) <= .seconds(2_160))
    await fixture.engine.stop()
  }

  @Test func nothingIsPlannedWhileNoServerIsActive() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    _ = try await fixture.engine.sync(fixture.source)
    let asked = fixture.cursors.count
    await fixture.engine.start()
    #expect(try await fixture.details.source.isOnline)
    #expect(fixture.clock.pending == 0)
    #expect(fixture.cursors.count == asked)
    // Made active it is synced.
    try await fixture.library.setActive(fixture.source)
    try await fixture.wait(for: .succeeded, count: 2)
    await fixture.engine.stop()
  }

  @Test func nothingIsPlannedForAnActiveServerWhileItIsOffline() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    try await fixture.library.setActive(fixture.source)
    await fixture.engine.start()
    try await fixture.wait(for: .succeeded)
    #expect(try await fixture.clock.delay(0) > .seconds(1_000))
    fixture.server.intercept(Self.offline)
    let asked = fixture.cursors.count
    await fixture.connectivity.didFailToReach(fixture.source, reason: "test")
    // Whether it is back is asked from time to time, and nothing else.
    var probe = try await fixture.clock.delay(1)
    for index in 2..<12 {
      #expect(fixture.clock.pending == 1)
      fixture.clock.advance(by: probe + .seconds(1))
      probe = try await fixture.clock.delay(index)
    }
    #expect(fixture.cursors.count == asked)
    // Coming online is what it waited for, whatever the time.
    fixture.server.intercept { _ in nil }
    fixture.clock.advance(by: probe + .seconds(1))
    try await fixture.wait(for: .succeeded, count: 2)
    await fixture.engine.stop()
  }

  @Test(arguments: [0, 10_000])
  func whatTheEndOfTheProgramBrokeOffGoesOnThoughTheServerIsNotActive(read: Int) async throws {
    let fixture = try await SyncFixture(tracks: 25_000)
    let gate = TestGate()
    fixture.server.intercept { request in
      read == 0 || request.target.contains("cursor=20000") ? ScriptedReply([.pass(gate), .close]) : nil
    }
    let (written, continuation) = AsyncStream<Int>.makeStream()
    let sync = Task { try await fixture.engine.sync(fixture.source) { continuation.yield($0.done) } }
    _ = try await gate.arrivals.event(0)
    // What is being written at the end is taken back.
    if read > 0 { _ = await written.first { $0 >= read } }
    await fixture.engine.stop()
    await #expect(throws: SyncError.cancelled) { try await sync.value }
    gate.open()
    #expect(try await fixture.library.totals().tracks >= read)
    #expect(try await fixture.details.lastSync == nil)

    fixture.server.intercept { _ in nil }
    let next = SyncEngine(
      library: fixture.library, servers: fixture.directory, connectivity: fixture.connectivity,
      interval: .seconds(1_800), clock: fixture.clock)
    let planned = fixture.clock.delays.events.count
    await next.start()
    #expect(try await fixture.clock.delays.event(planned) == .zero)
    fixture.clock.advance(by: .zero)
    for await event in next.events where event.change == .succeeded { break }
    #expect(try await fixture.library.totals().tracks == 25_000)
    #expect(fixture.clock.pending == 0)
    await next.stop()
  }

  @Test func nothingIsPlannedWhereNobodyIsSignedIn() async throws {
    let fixture = try await SyncFixture(tracks: 3, signsIn: false)
    try await fixture.library.setActive(fixture.source)
    await fixture.engine.start()
    #expect(fixture.clock.pending == 0)
    #expect(fixture.events.events.isEmpty)
    await #expect {
      _ = try await fixture.engine.sync(fixture.source)
    } throws: { if case SyncError.server = $0 { true } else { false } }
    // Only a person can put that right.
    #expect(try await fixture.library.queuedSyncs().map(\.nextAttempt) == [nil])
    #expect(fixture.clock.pending == 0)
    try await fixture.signIn()
    await fixture.engine.noteSignIn(fixture.source)
    try await fixture.wait(for: .succeeded)
    #expect(try await fixture.library.queuedSyncs() == [])
    await fixture.engine.stop()
  }

  @Test func aSignInDuringASyncThatFailsForWantOfItCounts() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    try await fixture.library.setActive(fixture.source)
    let gate = TestGate()
    fixture.server.intercept { request in
      request.path == "/api/sync/tracks"
        ? ScriptedReply([.pass(gate)] + ScriptedReply.status(403).steps) : nil
    }
    await fixture.engine.start()
    _ = try await gate.arrivals.event(0)
    fixture.server.intercept { _ in nil }
    await fixture.engine.noteSignIn(fixture.source)
    gate.open()
    try await fixture.wait(for: .succeeded)
    await fixture.engine.stop()
  }

  @Test func anOfflineActiveServerIsAskedWithGrowingPausesUntilItIsBack() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    try await fixture.library.setActive(fixture.source)
    fixture.server.intercept(Self.offline)
    await fixture.engine.start()
    #expect(try await !fixture.details.source.isOnline)
    var last = try await fixture.clock.delay(0)
    #expect((Duration.seconds(4)...Duration.seconds(6)).contains(last))
    for index in 1..<4 {
      fixture.clock.advance(by: last + .seconds(1))
      let next = try await fixture.clock.delay(index)
      #expect(next > last)
      last = next
    }
    #expect(fixture.clock.pending == 1)
    #expect(fixture.cursors.isEmpty)
    fixture.server.intercept { _ in nil }
    fixture.clock.advance(by: last + .seconds(1))
    try await fixture.wait(for: .succeeded)
    #expect(try await fixture.details.source.isOnline)
    await fixture.engine.stop()
  }

  @Test func nobodyWaitsForAServerThatIsNotActive() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    fixture.server.intercept(Self.offline)
    await fixture.engine.start()
    #expect(try await !fixture.details.source.isOnline)
    #expect(fixture.clock.pending == 0)
    try await fixture.library.setActive(fixture.source)
    _ = try await fixture.clock.delay(0)
    #expect(fixture.clock.pending == 1)
    try await fixture.library.setActive(nil)
    try await fixture.connectivity.check(fixture.source, fails: true)
    await fixture.engine.stop()
    #expect(fixture.clock.pending == 0)
  }

  @Test func nobodyWaitsForAServerWhereNobodyIsSignedIn() async throws {
    let fixture = try await SyncFixture(tracks: 3, signsIn: false)
    try await fixture.library.setActive(fixture.source)
    fixture.server.intercept(Self.offline)
    await fixture.engine.start()
    #expect(try await !fixture.details.source.isOnline)
    #expect(fixture.clock.pending == 0)
    await fixture.engine.stop()
  }

  @Test func aFailedRequestTellsThatAServerIsOffline() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    try await fixture.connectivity.check(fixture.source)
    #expect(try await fixture.details.source.isOnline)
    fixture.server.intercept(Self.offline)
    await #expect(throws: SyncError.self) { try await fixture.engine.sync(fixture.source) }
    await #expect(throws: ServerError.self) { try await fixture.connectivity.check(fixture.source) }
    #expect(try await !fixture.details.source.isOnline)
  }

  @Test(arguments: [false, true])
  func whatSomebodyHasCancelledStaysCancelledUntilTheNextTrigger(hasFailedBefore: Bool) async throws {
    let fixture = try await SyncFixture(tracks: 3, signsIn: hasFailedBefore)
    try await fixture.library.setActive(fixture.source)
    fixture.server.intercept { $0.path == "/api/sync/tracks" ? .status(500) : nil }
    await fixture.engine.start()
    if hasFailedBefore {
      #expect(try await fixture.clock.delay(0) < .seconds(60))
    } else {
      fixture.server.intercept { _ in nil }
      try await fixture.signIn()
    }
    let gate = TestGate()
    fixture.server.intercept { request in
      request.path == "/api/sync/tracks" ? ScriptedReply([.pass(gate), .close]) : nil
    }
    var planned = fixture.clock.delays.events.count
    let sync = Task { try await fixture.engine.sync(fixture.source) }
    _ = try await gate.arrivals.event(0)
    sync.cancel()
    await #expect(throws: SyncError.cancelled) { try await sync.value }
    // A plan from the start may come late, find somebody signed in, and be due at once: the cancellation's replaces it.
    while try await fixture.clock.delays.event(planned) == .zero { planned += 1 }
    let delay = try await fixture.clock.delays.event(planned)
    #expect((Duration.seconds(1_400)...Duration.seconds(2_200)).contains(delay))
    gate.open()
    fixture.server.intercept { _ in nil }
    // Coming online is a trigger, and so is a request.
    let begun = fixture.events.events.count { $0 == .began }
    if !hasFailedBefore {
      await fixture.connectivity.didFailToReach(fixture.source, reason: "test")
      await fixture.connectivity.didReach(fixture.source)
    } else {
      _ = try await fixture.engine.sync(fixture.source)
    }
    try await fixture.wait(for: .succeeded)
    #expect(fixture.events.events.count { $0 == .began } == begun + 1)
    await fixture.engine.stop()
  }

  @Test func anEngineThatStopsLeavesNothingRunning() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    let gate = TestGate()
    fixture.server.intercept { $0.path == "/api/sync/tracks" ? ScriptedReply([.pass(gate), .close]) : nil }
    let sync = Task { try await fixture.engine.sync(fixture.source) }
    _ = try await gate.arrivals.event(0)
    await fixture.engine.stop()
    await #expect(throws: SyncError.cancelled) { try await sync.value }
    #expect(await !fixture.engine.isSyncing(fixture.source))
    gate.open()
    try fixture.library.close()
  }
}

extension Connectivity {
  /// A check of a server that is not there.
  fileprivate func check(_ source: Source.ID, fails: Bool) async throws {
    do throws(ServerError) {
      try await check(source)
    } catch {
      if !fails { throw error }
    }
  }
}
