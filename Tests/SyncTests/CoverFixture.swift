import Foundation
import GRDB
import Library
import Model
import Sync
import TestKit

/// A server with pictures, a library that knows of its tracks, and the time in the test's hands.
struct CoverFixture {
  let sync: SyncFixture
  let fetcher: CoverFetcher
  let directory: String

  /// - Parameter limit: bytes; a picture has 1,000.
  init(limit: Int = 1_000_000) async throws {
    sync = try await SyncFixture()
    directory = sync.library.coversDirectory
    fetcher = CoverFetcher(
      library: sync.library, servers: sync.directory, directory: directory, limit: limit, clock: sync.clock,
      restoreOwn: { _ in false })
  }

  var library: LibraryStore { sync.library }
  var clock: ManualClock { sync.clock }
  var server: StandInServer { sync.server }

  /// Syncs tracks with these covers.
  /// - Parameter album: that all are on; `nil`: tracks of one cover are on one album.
  /// - Returns: the tracks in the order of their covers.
  func tracks(_ covers: [String], album: String? = nil) async throws -> [Track] {
    let rows = covers.enumerated().map { index, cover in
      #"{"id":"\#(index)","title":"\#(index)","artist":"A","album":"\#(album ?? cover)","cover_hash":"\#(cover)"}"#
    }
    server.intercept { [server] request in
      guard request.path == "/api/sync/tracks" else {
        return request.path.hasSuffix("/cover") ? Self.picture(request.path) : server.soundReply(to: request)
      }
      let start = request.target.firstMatch(of: /cursor=(\d+)/).flatMap { Int($0.1) } ?? 0
      let end = min(start + 1_000, rows.count)
      let page = rows[min(start, end)..<end].joined(separator: ",")
      let next = end < rows.count ? "\(end)" : "end"
      return .json(#"{"tracks":[\#(page)],"next_cursor":"\#(next)","has_more":\#(end < rows.count)}"#)
    }
    _ = try await sync.engine.sync(sync.source)
    return try await listed()
  }

  /// All tracks as a list shows them now, in the order of their covers.
  func listed() async throws -> [Track] {
    var tracks: [Track] = []
    var filter = TrackFilter()
    filter.limit = 1_000
    while true {
      filter.offset = tracks.count
      let page = try await library.tracks(filter)
      tracks += page.items
      guard tracks.count < page.total, !page.items.isEmpty else { break }
    }
    return tracks.sorted { (Int($0.title) ?? 0) < (Int($1.title) ?? 0) }
  }

  /// Pictures for all but these paths, which get what the test says.
  func answer(_ replies: [String: ScriptedReply]) {
    server.intercept { request in
      replies[request.path] ?? (request.path.hasSuffix("/cover") ? Self.picture(request.path) : nil)
    }
  }

  /// A picture of 1,000 bytes that is another one for each path.
  static func picture(_ path: String) -> ScriptedReply {
    .bytes(pictureBytes(path), headers: [("Content-Type", "text/plain")])
  }

  static func pictureBytes(_ path: String) -> [UInt8] {
    let head: [UInt8] = [0xFF, 0xD8, 0xFF] + Array(path.utf8)
    return head + Array(repeating: 0, count: 1_000 - head.count)
  }

  /// Shows tracks, and lets the moment pass after which their covers are looked for.
  func show(_ tracks: [Track]) async throws {
    let set = clock.delays.events.count
    fetcher.show(tracks)
    _ = try await clock.delays.event(set)
    clock.advance(by: .seconds(1))
  }

  /// The path of a track's cover, as soon as it has one.
  @discardableResult
  func cover(of track: Track) async throws -> String {
    let changes = library.changes()
    if let path = try await coverPath(track) { return path }
    for await _ in changes {
      if let path = try await coverPath(track) { return path }
    }
    throw CancellationError()
  }

  func coverPath(_ track: Track) async throws -> String? {
    try await library.track(track.id)?.coverPath
  }

  /// The tracks whose covers were asked for, by their titles.
  var asked: [String] {
    server.requests.events.map(\.path).filter { $0.hasSuffix("/cover") }
      .compactMap { $0.split(separator: "/").dropLast().last.map(String.init) }
  }

  /// The names of all files in the folder of the covers.
  var files: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
  }

  /// When the covers were used last, as the library has it.
  func uses() async throws -> [Int64] {
    try await DatabaseQueue(path: library.path).read { database in
      try Int64.fetchAll(database, sql: "SELECT last_used_at FROM covers ORDER BY id")
    }
  }
}
