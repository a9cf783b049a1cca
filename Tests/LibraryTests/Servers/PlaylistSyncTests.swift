import Model
import Testing

@testable import Library

@Suite struct PlaylistSyncTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func titles(_ playlist: Playlist) async throws -> [String] {
    let ids = try await library.store.trackIDs(of: .playlist(playlist.id))
    return try await library.store.tracks(ids: ids).map(\.title)
  }

  @Test func aPlaylistKeepsItsOrderAndItsRepeats() async throws {
    let home = try await library.server()
    try await library.syncAll(["a", "b", "c"].map { TestLibrary.track($0) }, to: home)
    try await library.store.apply(
      [ServerPlaylist(id: "p", name: "Mix", revision: "1", trackIDs: ["c", "a", "c", "b"])], to: home)
    let playlist = try #require(try await library.store.playlists().items.first)
    #expect(playlist.name == "Mix")
    #expect(playlist.source == home)
    #expect(try await titles(playlist) == ["Title c", "Title a", "Title c", "Title b"])
    #expect(
      try await library.store.serverPlaylists(of: home) == [
        ServerPlaylist(id: "p", name: "Mix", revision: "1")
      ])

    // Renamed, with other tracks; another one is gone and one is new.
    try await library.store.apply(
      [
        ServerPlaylist(id: "p", name: "Other", revision: "2", trackIDs: ["b"]),
        ServerPlaylist(id: "q", name: "Second", revision: "1", trackIDs: []),
      ], to: home)
    let list = try await library.store.playlists().items
    #expect(list.map(\.name) == ["Other", "Second"])
    #expect(list.map(\.trackCount) == [1, 0])
    #expect(list.first?.id == playlist.id)
    try await library.store.apply([ServerPlaylist(id: "q", name: "Second", revision: "1")], to: home)
    #expect(try await library.store.playlists().items.map(\.name) == ["Second"])
    #expect(try await library.inconsistencies() == [])
  }

  @Test func anUnchangedListWritesNothing() async throws {
    let home = try await library.server()
    try await library.syncAll([TestLibrary.track("a")], to: home)
    try await library.store.apply(
      [ServerPlaylist(id: "p", name: "Mix", revision: "1", trackIDs: ["a"])], to: home)
    let before = try await library.changes()
    try await library.store.apply([ServerPlaylist(id: "p", name: "Mix", revision: "1")], to: home)
    try await library.store.apply(
      [ServerPlaylist(id: "p", name: "Mix", revision: "1", trackIDs: ["a"])], to: home)
    #expect(try await library.changes() == before)
  }

  @Test func aTrackThatComesLaterFindsItsPlace() async throws {
    let home = try await library.server()
    try await library.syncAll([TestLibrary.track("a"), TestLibrary.track("c")], to: home)
    try await library.store.apply(
      [ServerPlaylist(id: "p", name: "Mix", revision: "1", trackIDs: ["a", "b", "c"])], to: home)
    let playlist = try #require(try await library.store.playlists().items.first)
    #expect(try await titles(playlist) == ["Title a", "Title c"])
    try await library.sync([TestLibrary.track("b")], to: home)
    try await library.store.apply([ServerPlaylist(id: "p", name: "Mix", revision: "1")], to: home)
    #expect(try await titles(playlist) == ["Title a", "Title b", "Title c"])
  }
}
