import GRDB
import Model
import Playback
import Testing

@testable import Library

@Suite(.timeLimit(.minutes(2))) struct SavingTests {
  @Test func aPlayThatTheLibraryDoesNotTakeComesWithTheNextChange() async throws {
    let fixture = try await PlayerFixture()
    let pool = fixture.library.pool
    let uri = try await fixture.addTrack("Short", on: [])
    try await fixture.addFile(try fixture.tone("short.wav", seconds: 0.3), toTrack: uri)
    try await pool.write {
      try $0.execute(
        sql: """
          CREATE TRIGGER full BEFORE INSERT ON play_history BEGIN SELECT RAISE(ABORT, 'no space'); END
          """)
    }
    try await fixture.player.replaceQueue([uri], start: 0, play: true)
    _ = try await fixture.state("playing") { $0.status == .playing }
    _ = try await fixture.state("played to its end") { $0.status == .stopped }
    // It waits for what is being saved.
    await fixture.player.shutDown()
    #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT sum(play_count) FROM tracks") } == 0)

    try await pool.write { try $0.execute(sql: "DROP TRIGGER full") }
    try await fixture.player.setVolume(0.5)
    await fixture.player.shutDown()
    #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT sum(play_count) FROM tracks") } == 1)
    #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM play_history") } == 1)
    try await fixture.end()
  }
}
