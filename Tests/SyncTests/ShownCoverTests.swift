import Foundation
import Keyring
import Library
import Model
import Servers
import Sync
import TestKit
import Testing

/// The covers of what replies show come after them, and go when there are too many.
@Suite(.timeLimit(.minutes(2))) struct ShownCoverTests {
  static let first = "/api/tracks/0/cover"

  @Test func aCoverIsFetchedOnceHoweverOftenItIsShown() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a", "a", "b", "c"])
    try await fixture.show(Array(tracks[...2]))
    for track in tracks[...2] { try await fixture.cover(of: track) }
    #expect(fixture.asked.sorted() == ["0", "2"])
    for _ in 0..<3 { try await fixture.show(try await fixture.listed()) }
    try await fixture.cover(of: tracks[3])
    #expect(fixture.asked.sorted() == ["0", "2", "3"])
    #expect(fixture.files.count == 3)
  }

  @Test func anAlbumShowsTheCoverOfItsTracks() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a", "a", "b"])
    fixture.fetcher.show(try await fixture.library.albums().items)
    _ = try await fixture.clock.delays.event(0)
    fixture.clock.advance(by: .seconds(1))
    for track in tracks { try await fixture.cover(of: track) }
    #expect(fixture.asked.count == 2)
    #expect(try await fixture.library.albums().items.compactMap(\.coverPath).count == 2)
  }

  @Test func aCoverOfManyAlbumsIsOneFile() async throws {
    let fixture = try await CoverFixture()
    _ = try await fixture.tracks([])
    fixture.server.intercept { request in
      guard request.path == "/api/sync/tracks" else {
        return request.path.hasSuffix("/cover") ? CoverFixture.picture(request.path) : nil
      }
      let tracks = (0..<3).map { #"{"id":"\#($0)","title":"\#($0)","album":"\#($0)","cover_hash":"c"}"# }
      return .json(
        #"{"new_tracks":[\#(tracks.joined(separator: ","))],"updated_tracks":[],"deleted_tracks":[],"#
          + #""next_cursor":"later","has_more":false}"#)
    }
    _ = try await fixture.sync.engine.sync(fixture.sync.source)
    let tracks = try await fixture.listed()
    try await fixture.show(Array(tracks[..<2]))
    for track in tracks[..<2] { try await fixture.cover(of: track) }
    try await fixture.show(tracks)
    try await fixture.cover(of: tracks[2])
    #expect(fixture.asked == ["0"])
    #expect(fixture.files.count == 1)
  }

  @Test func ofALibraryThatIsReadPageByPageTheLastOnesAreFetched() async throws {
    let fixture = try await CoverFixture(limit: 10_000_000)
    let tracks = try await fixture.tracks((0..<3_000).map { "c\($0)" })
    for start in stride(from: 0, to: 3_000, by: 500) {
      let set = fixture.clock.delays.events.count
      fixture.fetcher.show(Array(tracks[start..<start + 500]))
      _ = try await fixture.clock.delays.event(set)
    }
    #expect(fixture.asked == [])
    #expect(fixture.clock.pending == 1)
    fixture.clock.advance(by: .seconds(1))
    for index in [2_999, 2_499] { try await fixture.cover(of: tracks[index]) }
    try await fixture.show([tracks[0]])
    try await fixture.cover(of: tracks[0])
    let asked = fixture.asked.compactMap { Int($0) }
    #expect(asked.count == 1_001)
    // The newest reply first, and two at a time.
    #expect(asked.prefix(498).allSatisfy { $0 >= 2_500 })
    #expect(asked.dropLast().allSatisfy { $0 >= 2_000 })
    #expect(fixture.clock.pending == 0)
  }

  @Test func whatIsShownAgainAndAgainIsNotPutOff() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a"])
    fixture.fetcher.show(tracks)
    _ = try await fixture.clock.delays.event(0)
    for _ in 0..<5 { fixture.fetcher.show(tracks) }
    fixture.clock.advance(by: .seconds(1))
    try await fixture.cover(of: tracks[0])
    #expect(fixture.asked == ["0"])
  }

  @Test func theNewestReplyComesFirstHoweverQuicklyTheyFollow() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks((0..<100).map { "c\($0)" })
    let gate = TestGate()
    fixture.server.intercept { request in
      request.path.hasSuffix("/cover")
        ? ScriptedReply([.pass(gate)] + CoverFixture.picture(request.path).steps) : nil
    }
    let set = fixture.clock.delays.events.count
    for track in tracks { fixture.fetcher.show([track]) }
    _ = try await fixture.clock.delays.event(set + 99)
    fixture.clock.advance(by: .seconds(1))
    _ = try await gate.arrivals.event(1)
    #expect(fixture.asked.sorted() == ["98", "99"])
    gate.open()
    try await fixture.cover(of: tracks[0])
  }

  @Test func noServerIsAskedWhereNobodyIsSignedIn() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a", "b"])
    // There is no keyring to delete anything from.
    await #expect(throws: KeyringError.self) {
      try await fixture.sync.directory.signOut(of: fixture.sync.source)
    }
    let requests = fixture.server.requests.events.count
    try await fixture.show([tracks[0]])
    fixture.fetcher.play(tracks[1].id)
    await fixture.fetcher.provideForPlaying()
    #expect(fixture.server.requests.events.count == requests)
    try await fixture.sync.signIn()
    try await fixture.show([tracks[0]])
    try await fixture.cover(of: tracks[0])
    // Signing in was all that it wanted.
    await fixture.fetcher.provideForPlaying()
    #expect(try await fixture.coverPath(tracks[1]) != nil)
  }

  /// What a server may give in place of a picture.
  enum Defect: String, CaseIterable {
    case none, failure, refusal, page, drawing, nothing, redirect, huge, endless, truncated, reset

    var reply: ScriptedReply {
      let type = ("Content-Type", "image/jpeg")
      let megabyte = [UInt8](repeating: 0, count: 1 << 20)
      switch self {
      case .none: return .status(404)
      case .failure: return .status(500)
      case .refusal: return .status(403)
      case .page: return .text("<!doctype html><title>Hotel</title>", type: "text/html")
      case .drawing: return .text("<svg/>", type: "image/jpeg")
      case .nothing: return .bytes([], headers: [type])
      case .redirect: return .redirect(302, to: "http://127.0.0.1:1/cover.jpg")
      case .huge:
        let head = ScriptedReply.head(200, [type, ("Content-Length", "500000000")])
        return ScriptedReply([
          .send(head), .send([0xFF, 0xD8, 0xFF]), .sendRepeatedly(megabyte, 476), .close,
        ])
      case .endless:
        let head = ScriptedReply.head(200, [type, ("Connection", "close")])
        return ScriptedReply([
          .send(head), .send([0xFF, 0xD8, 0xFF]), .sendRepeatedly(megabyte, 476), .close,
        ])
      case .truncated: return CoverFixture.picture(ShownCoverTests.first).cutBody(after: 500)
      case .reset: return ScriptedReply([.reset])
      }
    }
  }

  @Test(arguments: Defect.allCases)
  func whatIsNoPictureIsNotKeptAndNotAskedForAtEachList(defect: Defect) async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a", "b"])
    fixture.answer([Self.first: defect.reply])
    fixture.fetcher.play(tracks[0].id)
    await fixture.fetcher.provideForPlaying()
    // What libcurl asks again by itself, where a kept connection breaks, is one request.
    let asked = fixture.asked
    #expect(Set(asked) == ["0"] && asked.count <= 2)
    #expect(fixture.files == [])
    // A server that failed itself has its rest, and may have to be found again.
    fixture.clock.advance(by: .seconds(20))
    try await fixture.sync.connectivity.check(fixture.sync.source)
    for _ in 0..<3 { try await fixture.show(tracks) }
    try await fixture.cover(of: tracks[1])
    #expect(fixture.asked == asked + ["1"])
    #expect(fixture.files.count == 1)
  }

  @Test func aServerThatWantsToBeLeftAloneIs() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks(["a", "b", "c"])
    fixture.answer([Self.first: .status(429, headers: [("Retry-After", "900")])])
    fixture.fetcher.play(tracks[0].id)
    await fixture.fetcher.provideForPlaying()
    for track in tracks[1...] {
      try await fixture.show([track])
      fixture.fetcher.play(track.id)
      await fixture.fetcher.provideForPlaying()
    }
    #expect(fixture.asked == ["0"])
    fixture.clock.advance(by: .seconds(1_000))
    await fixture.fetcher.provideForPlaying()
    #expect(try await fixture.coverPath(tracks[2]) != nil)
  }

  @Test(arguments: ["", "sha256:"])
  func aPictureThatIsNotWhatItsHashSaysIsNotKept(prefix: String) async throws {
    let fixture = try await CoverFixture()
    let right = "3b2c5e8b3fe1a5e5a2a47c2e3cb3d1d0e5e4d1b7c1a1e2f3a4b5c6d7e8f90a1b"
    let tracks = try await fixture.tracks([prefix + right, "b"])
    try await fixture.show(tracks)
    try await fixture.cover(of: tracks[1])
    fixture.fetcher.play(tracks[0].id)
    await fixture.fetcher.provideForPlaying()
    #expect(try await fixture.coverPath(tracks[0]) == nil)
    #expect(fixture.files.count == 1)
    #expect(fixture.asked.sorted() == ["0", "1"])
  }

  @Test func aServerThatDiesInTheMiddleKeepsWhatWasFetched() async throws {
    let fixture = try await CoverFixture()
    let tracks = try await fixture.tracks((0..<50).map { "c\($0)" })
    fixture.server.intercept { request in
      guard request.path.hasSuffix("/cover") else { return ScriptedReply([.reset]) }
      let number = Int(request.path.split(separator: "/")[2]) ?? 0
      return number < 10 ? CoverFixture.picture(request.path) : ScriptedReply([.reset])
    }
    try await fixture.show(tracks)
    for track in tracks[..<10] { try await fixture.cover(of: track) }
    fixture.fetcher.play(tracks[10].id)
    await fixture.fetcher.provideForPlaying()
    // Nobody goes on asking a server that is away.
    #expect(fixture.asked.count <= 16)
    #expect(fixture.files.count == 10)
    fixture.answer([:])
    try await fixture.sync.connectivity.check(fixture.sync.source)
    fixture.clock.advance(by: .seconds(700))
    try await fixture.show(try await fixture.listed())
    for track in tracks { try await fixture.cover(of: track) }
    #expect(fixture.files.count == 50)
  }
}
