import Library
import Model
import Sync
import TestKit
import Testing

/// The playlists of a server come after its tracks.
@Suite(.timeLimit(.minutes(2))) struct PlaylistTests {
  @Test func playlistsFollowTheTracks() async throws {
    let fixture = try await SyncFixture(tracks: 5)
    fixture.server.change { $0.playlists = ["p": ["t3", "t1", "t3"], "q": []] }
    #expect(try await fixture.engine.sync(fixture.source).playlists == 2)
    let lists = try await fixture.library.playlists().items
    #expect(lists.map(\.name) == ["List p", "List q"])
    #expect(lists.map(\.trackCount) == [3, 0])
    // Their revision is known: the list alone is asked for.
    _ = try await fixture.engine.sync(fixture.source)
    #expect(fixture.server.count("/api/playlists/p") == 1)
    fixture.server.change { $0.playlists["q"] = nil }
    _ = try await fixture.engine.sync(fixture.source)
    #expect(try await fixture.library.playlists().items.map(\.name) == ["List p"])
  }

  @Test(arguments: [403, 500]) func aPlaylistThatCanNotBeHadCostsItselfAlone(status: Int) async throws {
    let fixture = try await SyncFixture(tracks: 5)
    fixture.server.change { $0.playlists = ["p": ["t3"], "q": ["t1"]] }
    fixture.server.intercept { $0.path == "/api/playlists/p" ? .status(status) : nil }
    let report = try await fixture.engine.sync(fixture.source)
    #expect(report.tracks.added == 5)
    #expect(try await fixture.library.playlists().items.map(\.name) == ["List q"])
    fixture.server.intercept { _ in nil }
    _ = try await fixture.engine.sync(fixture.source)
    #expect(try await fixture.library.playlists().items.map(\.trackCount) == [1, 1])
    // One that is known stays, with its tracks.
    fixture.server.intercept { request in
      switch request.path {
      case "/api/playlists": .json(#"[{"id":"p","name":"New","updated_at":"2"}]"#)
      case "/api/playlists/p": .status(status)
      default: nil
      }
    }
    _ = try await fixture.engine.sync(fixture.source)
    let playlists = try await fixture.library.playlists().items
    #expect(playlists.map(\.name) == ["New"])
    #expect(playlists.map(\.trackCount) == [1])
  }

  @Test func aPlaylistWithoutAnIDCostsItselfAlone() async throws {
    let fixture = try await SyncFixture(tracks: 5)
    fixture.server.intercept { request in
      switch request.path {
      case "/api/playlists": .json(#"[{"name":"Nobody"},{"id":"p","name":"Mine"}]"#)
      case "/api/playlists/p":
        .json(#"{"id":"p","name":"Mine","tracks":[{"position":0},{"track_id":"t3","position":1}]}"#)
      default: nil
      }
    }
    _ = try await fixture.engine.sync(fixture.source)
    let playlists = try await fixture.library.playlists().items
    #expect(playlists.map(\.name) == ["Mine"])
    #expect(playlists.map(\.trackCount) == [1])
    #expect(try await fixture.library.queuedSyncs() == [])
  }

  @Test func aServerWithoutPlaylistsHasTracksAllTheSame() async throws {
    let fixture = try await SyncFixture(tracks: 5)
    fixture.server.intercept { $0.path == "/api/playlists" ? .status(404) : nil }
    let report = try await fixture.engine.sync(fixture.source)
    #expect(report.tracks.added == 5)
    #expect(report.playlists == 0)
  }
}
