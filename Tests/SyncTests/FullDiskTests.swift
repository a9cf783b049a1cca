import GRDB
import Model
import Sync
import TestKit
import Testing

@testable import Library

/// A disk without space, seen from the schedule.
@Suite(.timeLimit(.minutes(2))) struct FullDiskTests {
  @Test func onceThereIsSpaceASyncGoesOnByItself() async throws {
    let fixture = try await SyncFixture(tracks: 1)
    try await fixture.library.setActive(fixture.source)
    await fixture.engine.start()
    var pause = try await fixture.clock.delays.event(0)
    let tracks = (0..<1_000).map { #"{"id":"n\#($0)","title":"New \#($0)"}"# }.joined(separator: ",")
    fixture.server.intercept { request in
      guard request.path == "/api/sync/tracks", request.target.contains("cursor=end") else { return nil }
      return .json(#"{"new_tracks":[\#(tracks)],"next_cursor":"grown","has_more":false}"#)
    }
    try await fixture.library.pool.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 4)")
    }
    let full = SyncEvent.Change.failed(
      .library(.storageFull(path: try fixture.folder.path(of: "library.db"))))
    var pauses: [Duration] = []
    for count in 1...3 {
      fixture.clock.advance(by: pause)
      try await fixture.wait(for: full, count: count)
      pause = try await fixture.clock.delays.event(count)
      pauses.append(pause)
    }
    #expect((Duration.seconds(20)...Duration.seconds(40)).contains(pauses[0]))
    #expect(pauses == pauses.sorted())
    #expect(fixture.clock.pending == 1)
    #expect(try await fixture.details.source.isOnline)

    try await fixture.library.pool.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA max_page_count = 1000000")
    }
    fixture.clock.advance(by: pause)
    try await fixture.wait(for: .succeeded, count: 2)
    #expect(try await fixture.details.trackCount == 1_001)
    #expect(try await fixture.library.queuedSyncs() == [])
    await fixture.engine.stop()
  }
}
