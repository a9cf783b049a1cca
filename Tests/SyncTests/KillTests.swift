import Foundation
import GRDB
import Library
import Model
import Servers
import Sync
import Synchronization
import TestKit
import Testing

/// A sync that is killed at random leaves a whole library, and the next one goes on: 200 kills, in lanes side by side.
@Suite(.timeLimit(.minutes(15))) struct KillTests {
  private static let lanes = 0..<5
  private static let kills = 200 / lanes.count
  private static let tracks = 12_000
  private static let page = 400

  /// Answers the tracks' route with pages that are made once, and counts what was asked for.
  private final class Pages: Sendable {
    let requests = EventLog<Int>()
    private let pages: [String: [UInt8]]
    /// Whether nothing was asked for since the last page.
    private let isAtEnd = Mutex(false)

    init() {
      var pages: [String: [UInt8]] = [:]
      for first in stride(from: 0, to: KillTests.tracks, by: KillTests.page) {
        let end = first + KillTests.page
        let tracks = (first..<end).map { index in
          """
          {"id":"id-\(index)","title":"Title \(index)","artist":"Artist \(index / 40)","album":"Album \(index / 10)",\
          "album_artist":"Artist \(index / 40)","file_hash":"sha256:\(String(repeating: "0", count: 56))\
          \(String(0x1000_0000 + index, radix: 16))","duration_seconds":1}
          """
        }
        let next = end < KillTests.tracks ? #""\#(end)","has_more":true"# : #""end","has_more":false"#
        pages["\(first)"] = Array(
          #"{"tracks":[\#(tracks.joined(separator: ","))],"next_cursor":\#(next)}"#.utf8)
      }
      self.pages = pages
    }

    func reply(to request: ReceivedRequest) -> ScriptedReply? {
      guard request.path == "/api/sync/tracks", request.target.contains("limit=1000") else { return nil }
      requests.append(requests.events.count)
      let cursor =
        request.target.split(separator: "cursor=").dropFirst().first?
        .prefix { $0 != "&" } ?? "0"
      // What was synced to its end begins anew: the next kills hit a full sync of what is there already.
      guard let page = pages[String(cursor)] else {
        let isAtEnd = isAtEnd.withLock { isAtEnd in
          defer { isAtEnd = false }
          return isAtEnd
        }
        guard isAtEnd else { return .status(410) }
        return .json(#"{"tracks":[],"next_cursor":"end","has_more":false}"#)
      }
      isAtEnd.withLock { $0 = cursor == "\(KillTests.tracks - KillTests.page)" }
      return .bytes(page, headers: [("Content-Type", "application/json")])
    }
  }

  @Test(arguments: lanes) func aKillAtAnyTimeLeavesAWholeLibraryAndTheSyncFinishes(lane: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/library.db"
    let pages = Pages()
    let server = try StandInServer()
    server.intercept { pages.reply(to: $0) }
    var generator = SystemRandomNumberGenerator()
    for kill in 0..<Self.kills {
      let child = try program(path, server)
      let asked = pages.requests.events.count
      // Somewhere between the first request and the end, or later: then the sync has ended by itself.
      let moment = asked + Int.random(in: 0...Self.tracks / Self.page + 1, using: &generator)
      let watch = Task { _ = try await pages.requests.event(moment) }
      child.whenExited { _ in watch.cancel() }
      _ = await watch.result
      child.send(SIGKILL)
      _ = await child.exit()
      let isThorough = kill % 10 == 0
      #expect(try defects(of: path, thorough: isThorough) == [], "after kill \(kill) of lane \(lane)")
    }
    let child = try program(path, server)
    let end = await child.exit()
    let errors = await child.errors.text()
    #expect(end == .status(0), "\(errors)")
    #expect(try defects(of: path, thorough: true) == [])
    #expect(try number("SELECT count(*) FROM tracks", in: path) == Self.tracks)
    #expect(try number("SELECT count(*) FROM sync_state WHERE phase = 'complete'", in: path) == 1)
  }

  private func program(_ library: String, _ server: StandInServer) throws -> ChildProcess {
    let test = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("bench-sync")
      .path
    return try ChildProcess(
      program, [library, server.url, StandInServer.username, StandInServer.password], environment: [:])
  }

  private func number(_ sql: String, in path: String) throws -> Int {
    try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: sql) } ?? 0
  }

  private func defects(of path: String, thorough: Bool) throws -> [String] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try DatabaseQueue(path: path).read { database in
      guard try database.tableExists("merged_tracks") else { return [] }
      var found = try String.fetchAll(database, sql: "PRAGMA \(thorough ? "integrity_check" : "quick_check")")
        .filter { $0 != "ok" }
      found += try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map(\.description)
      let once = """
        SELECT 'twice: ' || server_file_id FROM track_sources GROUP BY source_id, server_file_id HAVING count(*) > 1
        UNION ALL
        SELECT 'nowhere: ' || id FROM tracks t WHERE NOT EXISTS (SELECT 1 FROM track_sources WHERE track_id = t.id)
        UNION ALL
        SELECT 'twins: ' || title FROM tracks GROUP BY title HAVING count(*) > 1
        UNION ALL
        SELECT 'ahead of its rows: ' || last_sync_cursor FROM sync_state WHERE phase = 'full'
          AND CAST(last_sync_cursor AS INTEGER) <> synced_items
        UNION ALL
        SELECT 'count of source ' || id FROM sources s
          WHERE track_count <> (SELECT count(*) FROM track_sources WHERE source_id = s.id)
        """
      return try found + String.fetchAll(database, sql: once)
    }
  }
}
