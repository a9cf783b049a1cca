import Model
import Testing

@testable import Library

@Suite struct FolderTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  @Test func aFolderIsAddedOnce() async throws {
    let folder = try await library.store.addFolder("/music/")
    #expect(folder.path == "/music")
    #expect(try await library.store.addFolder("/music") == folder)
    #expect(try await library.store.folders() == [folder])
    #expect(try await library.store.addFolder("/").path == "/")
  }

  @Test func aFolderThatIsNoneIsNotFound() async throws {
    await #expect(throws: LibraryError.notFound("folder /music")) {
      try await library.store.removeFolder("/music")
    }
    await #expect { try await library.store.addFolder("relative") } throws: { error in
      if case LibraryError.failed = error { true } else { false }
    }
  }

  @Test func removingAFolderRemovesItsTracksAndNoOthers() async throws {
    try await library.store.addFolder("/music")
    try await library.store.addFolder("/music2")
    let gone = try await library.add("/music/a", content: 1) {
      $0.album = "A"; $0.artists = ["X"]; $0.title = "Gone"
    }
    try await library.add("/music/b", content: 2) { $0.title = "Vanished" }
    try await library.add("/music2/c", content: 3) {
      $0.album = "C"; $0.artists = ["Y"]; $0.title = "Stays"
    }
    try await library.store.apply(ScanBatch(vanished: ["/music/b"]))
    try await library.store.recordPlay(of: gone.id, at: 5)

    try await library.store.removeFolder("/music/")
    #expect(try await library.titles() == ["Stays"])
    #expect(try await library.store.albums().items.map(\.title) == ["C"])
    #expect(try await library.store.artists().items.map(\.name) == ["Y"])
    #expect(try await library.store.totals() == LibraryTotals(tracks: 1, available: 1))
    #expect(try await library.found("gone").isEmpty)
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  @Test func aTrackThatAServerHasTooStays() async throws {
    try await library.store.addFolder("/music")
    let track = try await library.add("/music/a", content: 1)
    let server = try await library.addServer(online: true, streams: [track.id])
    try await library.store.removeFolder("/music")
    let left = try #require(try await library.store.track(track.id))
    #expect(left.badge == .server)
    #expect(left.availabilities.map(\.source) == [server])
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  @Test func nestedFoldersKeepWhatIsTheirs() async throws {
    for folder in ["/music", "/music/jazz", "/music/jazz/live"] { try await library.store.addFolder(folder) }
    for (index, path) in ["/music/1", "/music/jazz/2", "/music/jazz/live/3"].enumerated() {
      try await library.add(path, content: UInt8(index)) { $0.title = path }
    }
    try await library.store.removeFolder("/music/jazz")
    #expect(try await library.titles().count == 3)
    try await library.store.removeFolder("/music")
    #expect(try await library.titles() == ["/music/jazz/live/3"])
    try await library.store.removeFolder("/music/jazz/live")
    #expect(try await library.titles().isEmpty)
  }

  @Test func anyNumberOfFoldersMayLieInTheOneThatGoes() async throws {
    try await library.store.addFolder("/music")
    for number in 0..<1_500 { try await library.store.addFolder("/music/\(number)") }
    for (index, path) in ["/music/a", "/music/7/b", "/music/70", "/music/1499/c"].enumerated() {
      try await library.add(path, content: UInt8(index)) { $0.title = path }
    }
    try await library.store.removeFolder("/music")
    #expect(Set(try await library.titles()) == ["/music/7/b", "/music/1499/c"])
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }
}
