import GRDB
import Library
import Model
import Servers
import Sync
import TestKit
import Testing

/// When a sync that failed is tried again.
@Suite(.timeLimit(.minutes(2))) struct FailedSyncTests {
  @Test func aServerThatWantsToBeLeftAloneIs() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    try await fixture.library.setActive(fixture.source)
    fixture.server.intercept { request in
      request.path == "/api/sync/tracks" ? .status(429, headers: [("Retry-After", "600")]) : nil
    }
    await fixture.engine.start()
    let delay = try await fixture.clock.delay(0)
    #expect(delay >= .seconds(600))
    let queued = try #require(try await fixture.library.queuedSyncs().first)
    #expect(try #require(queued.nextAttempt) >= fixture.clock.now + 600)
    #expect(try await fixture.details.lastError == queued.lastError)
    fixture.server.intercept { _ in nil }
    fixture.clock.advance(by: delay)
    try await fixture.wait(for: .succeeded)
    await fixture.engine.stop()
  }

  @Test func aFailedSyncIsTriedAgainThoughTheServerIsNotActive() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    _ = try await fixture.engine.sync(fixture.source)
    await fixture.engine.start()
    fixture.server.intercept { $0.path == "/api/sync/tracks" ? .status(500) : nil }
    await #expect(throws: SyncError.self) { try await fixture.engine.sync(fixture.source) }
    let delay = try await fixture.clock.delay(0)
    fixture.server.intercept { _ in nil }
    fixture.clock.advance(by: delay)
    try await fixture.wait(for: .succeeded, count: 2)
    #expect(try await fixture.library.queuedSyncs() == [])
    await fixture.engine.stop()
    #expect(fixture.clock.pending == 0)
  }

  @Test func aServerThatComesBackIsStillLeftAlone() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    try await fixture.library.setActive(fixture.source)
    fixture.server.intercept { request in
      request.path == "/api/sync/tracks" ? .status(429, headers: [("Retry-After", "600")]) : nil
    }
    await fixture.engine.start()
    _ = try await fixture.clock.delay(0)
    let asked = fixture.cursors.count
    await fixture.connectivity.didFailToReach(fixture.source, reason: "test")
    // The pause before somebody asks whether it is back.
    let probe = try await fixture.clock.delay(1)
    #expect(probe < .seconds(10))
    await fixture.connectivity.didReach(fixture.source)
    let delay = try await fixture.clock.delay(2)
    #expect(delay > .seconds(500))
    #expect(fixture.cursors.count == asked)
    await fixture.engine.stop()
  }

  @Test func failuresInARowWaitLongerEachTime() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    try await fixture.library.setActive(fixture.source)
    fixture.server.intercept { $0.path == "/api/sync/tracks" ? .status(500) : nil }
    await fixture.engine.start()
    var last = Duration.zero
    for index in 0..<3 {
      let delay = try await fixture.clock.delay(index)
      #expect(delay > last)
      #expect(try await fixture.library.queuedSyncs().map(\.retryCount) == [index + 1])
      last = delay
      if index < 2 { fixture.clock.advance(by: delay) }
    }
    await fixture.engine.stop()
  }

  @Test func aFailureThatCanNotBeKeptWaitsAllTheSame() async throws {
    let fixture = try await SyncFixture(tracks: 3)
    try await fixture.library.setActive(fixture.source)
    fixture.server.intercept { $0.path == "/api/sync/tracks" ? .status(500) : nil }
    try await DatabaseQueue(path: fixture.folder.path(of: "library.db")).write { database in
      try database.execute(
        sql: """
          CREATE TRIGGER refusal BEFORE INSERT ON sync_queue BEGIN SELECT RAISE(ABORT, 'no room'); END
          """)
    }
    await fixture.engine.start()
    var last = Duration.zero
    for index in 0..<3 {
      let delay = try await fixture.clock.delay(index)
      #expect(delay > last + .seconds(10))
      last = delay
      if index < 2 { fixture.clock.advance(by: delay) }
    }
    #expect(try await fixture.library.queuedSyncs() == [])
    await fixture.engine.stop()
  }
}
