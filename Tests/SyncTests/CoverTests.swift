import Foundation
import Library
import Model
import Sync
import TestKit
import Testing

/// Covers of synced tracks come when they are looked at, and go when there are too many.
@Suite(.timeLimit(.minutes(2))) struct CoverTests {
  private let fixture: SyncFixture
  private let directory: String

  init() async throws {
    fixture = try await SyncFixture()
    directory = fixture.library.coversDirectory
  }

  /// Tracks with these covers; tracks of one cover are on one album.
  private func sync(_ covers: [String]) async throws -> [Track.ID] {
    let tracks = covers.enumerated().map { index, cover in
      #"{"id":"\#(index)","title":"\#(index)","artist":"A","album":"\#(cover)","cover_hash":"\#(cover)"}"#
    }
    fixture.server.intercept { [fixture] request in
      switch request.path {
      case "/api/sync/tracks":
        return .json(#"{"tracks":[\#(tracks.joined(separator: ","))],"next_cursor":"end","has_more":false}"#)
      case "/api/tracks/none/cover":
        return .status(404)
      default:
        return request.path.hasSuffix("/cover")
          ? Self.picture(request.path) : fixture.server.soundReply(to: request)
      }
    }
    _ = try await fixture.engine.sync(fixture.source)
    return try await fixture.library.tracks().items.sorted { $0.title < $1.title }.map(\.id)
  }

  /// A picture of 1,000 bytes that is another one for each path.
  private static func picture(_ path: String) -> ScriptedReply {
    let head: [UInt8] = [0xFF, 0xD8, 0xFF] + Array(path.utf8)
    return .bytes(
      head + Array(repeating: 0, count: 1_000 - head.count), headers: [("Content-Type", "text/plain")])
  }

  private func fetcher(limit: Int = 1_000_000) -> CoverFetcher {
    CoverFetcher(
      library: fixture.library, servers: fixture.directory, directory: directory, limit: limit,
      clock: fixture.clock)
  }

  private func coverPath(_ track: Track.ID) async throws -> String? {
    try await fixture.library.track(track)?.coverPath
  }

  private var requests: Int {
    fixture.server.requests.events.count { $0.path.hasSuffix("/cover") }
  }

  @Test func aCoverIsFetchedOnceForAllWhoAsk() async throws {
    let tracks = try await sync(["a", "a", "b"])
    #expect(requests == 0)
    let fetcher = fetcher()
    async let one = fetcher.want(tracks[0])
    async let two = fetcher.want(tracks[0])
    async let three = fetcher.want(tracks[1])
    #expect(await [one, two, three].contains(true))
    #expect(requests == 1)
    let path = try #require(try await coverPath(tracks[0]))
    #expect(path.hasPrefix(directory + "/") && path.hasSuffix(".jpg"))
    #expect(try await coverPath(tracks[1]) == path)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try await coverPath(tracks[2]) == nil)
    #expect(try await fixture.library.albums().items.compactMap(\.coverPath) == [path])
    // A sync that tells the track anew keeps it.
    _ = try await sync(["a", "a", "b"])
    #expect(try await coverPath(tracks[0]) == path)
  }

  @Test func whatIsNoPictureIsNotKeptAndNotAskedForAgainForAWhile() async throws {
    let tracks = try await sync(["a"])
    fixture.server.intercept { request in
      request.path.hasSuffix("/cover") ? .text("<svg/>", type: "image/jpeg") : nil
    }
    let fetcher = fetcher()
    #expect(await !fetcher.want(tracks[0]))
    #expect(await !fetcher.want(tracks[0]))
    #expect(requests == 1)
    #expect(try await coverPath(tracks[0]) == nil)
    #expect(!FileManager.default.fileExists(atPath: directory))
    fixture.clock.advance(by: .seconds(600))
    fixture.server.intercept { $0.path.hasSuffix("/cover") ? Self.picture($0.path) : nil }
    #expect(await fetcher.want(tracks[0]))
  }

  @Test func theOnesThatWereNotUsedForLongestGo() async throws {
    let tracks = try await sync(["a", "b", "c"])
    let fetcher = fetcher(limit: 2_000)
    for track in tracks { #expect(await fetcher.want(track)) }
    #expect(try await coverPath(tracks[0]) == nil)
    #expect(try await coverPath(tracks[1]) != nil)
    #expect(try await coverPath(tracks[2]) != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 2)
    // It comes again when it is looked at again.
    #expect(await fetcher.want(tracks[0]))
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 2)
  }

  @Test func aCacheThatSomebodyEmptiedFillsAgain() async throws {
    let tracks = try await sync(["a"])
    let fetcher = fetcher()
    #expect(await fetcher.want(tracks[0]))
    try FileManager.default.removeItem(atPath: directory)
    #expect(await fetcher.want(tracks[0]))
    let path = try #require(try await coverPath(tracks[0]))
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test func aFolderThatTakesNoFilesCostsTheCoverAlone() async throws {
    let tracks = try await sync(["a"])
    try Data().write(to: URL(fileURLWithPath: directory))
    #expect(await !fetcher().want(tracks[0]))
    #expect(try await coverPath(tracks[0]) == nil)
  }
}
