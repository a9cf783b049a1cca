import Model
import Testing

@testable import Library

/// The rows of servers: added, renamed, made active, removed.
@Suite struct SourceTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func details(_ id: Source.ID) async throws -> SourceDetails {
    try #require(try await library.store.sourceDetails().first { $0.id == id })
  }

  @Test func aServerIsWhatWasAdded() async throws {
    let id = try await library.store.addServer(
      NewServer(
        name: "Home", url: "http://nas.example/music", username: "ann", kind: .soulLegacy, caFile: "/ca.pem",
        allowsInsecure: true))
    #expect(
      try await details(id)
        == SourceDetails(
          source: Source(id: id, name: "Home", kind: .soulLegacy, isActive: false, isOnline: false),
          url: "http://nas.example/music", username: "ann", caFile: "/ca.pem", allowsInsecure: true))
    try await library.store.setDialect(.soul, of: id)
    try await library.store.setLastError("No route.", of: id)
    let after = try await details(id)
    #expect(after.source.kind == .soul)
    #expect(after.lastError == "No route.")
  }

  @Test func namesAndAccountsAreTakenOnce() async throws {
    let id = try await library.server("Home")
    for (name, url, user) in [
      ("home", "https://other.example", "me"), ("Local Files", "https://other.example", "me"),
      ("Other", "https://home.example", "me"),
    ] {
      await #expect {
        _ = try await library.store.addServer(NewServer(name: name, url: url, username: user))
      } throws: { if case LibraryError.conflict = $0 { true } else { false } }
    }
    #expect(try await library.store.sources().count == 2)
    let second = try await library.store.addServer(
      NewServer(name: "Other", url: "https://home.example", username: "you"))
    await #expect {
      try await library.store.renameSource(second, to: "HOME")
    } throws: { if case LibraryError.conflict = $0 { true } else { false } }
    try await library.store.renameSource(id, to: "HOME")
    try await library.store.renameSource(Source.localID, to: "This laptop")
    #expect(try await library.store.sources().map(\.name) == ["This laptop", "HOME", "Other"])
    await #expect(throws: LibraryError.notFound("source 99")) {
      try await library.store.renameSource(Source.ID(rawValue: 99), to: "X")
    }
  }

  @Test func oneServerOrNoneIsActiveHoweverManyAsk() async throws {
    let store = library.store
    var ids: [Source.ID?] = [nil]
    for name in ["A", "B", "C"] { ids.append(try await library.server(name)) }
    await withTaskGroup { group in
      for round in 0..<60 {
        let id = ids[round % ids.count]
        group.addTask { try? await store.setActive(id) }
      }
    }
    #expect(try await store.sources().filter(\.isActive).count <= 1)
    try await store.setActive(ids[2])
    #expect(try await store.sources().filter(\.isActive).map(\.id) == [ids[2]])
    await #expect(throws: LibraryError.notFound("source 99")) {
      try await store.setActive(Source.ID(rawValue: 99))
    }
    await #expect {
      try await store.setActive(Source.localID)
    } throws: { if case LibraryError.conflict = $0 { true } else { false } }
    #expect(try await store.sources().filter(\.isActive).map(\.id) == [ids[2]])
    try await store.setActive(nil)
    #expect(try await !store.sources().contains(where: \.isActive))
  }

  @Test func onlineIsWrittenOnlyWhenItChanges() async throws {
    let id = try await library.server()
    try await library.syncAll([TestLibrary.track("a")], to: id)
    #expect(try await library.store.setOnline(true, id))
    #expect(try await library.store.totals().available == 1)
    let before = try await library.changes()
    #expect(try await !library.store.setOnline(true, id))
    #expect(try await !library.store.setOnline(false, Source.localID))
    #expect(try await library.changes() == before)
    #expect(try await library.store.setOnline(false, id))
    #expect(try await library.store.totals().available == 0)
  }

  @Test func removingTakesOutWhatIsNowhereElse() async throws {
    let home = try await library.server("Home")
    let other = try await library.server("Other")
    try await library.add("/m/local", content: 3)
    try await library.digest("/m/local", content: 3)
    try await library.syncAll(
      [
        TestLibrary.track("own"), TestLibrary.track("shared", content: 2),
        TestLibrary.track("mine", content: 3), TestLibrary.track("copied", content: 4),
      ], to: home)
    try await library.syncAll([TestLibrary.track("too", content: 2)], to: other)
    try await library.store.apply(
      [ServerPlaylist(id: "p", name: "List", trackIDs: ["own", "shared"])], to: home)
    try await library.store.setActive(home)
    let shared = try await library.track("too", of: other)
    try await library.execute(
      """
      UPDATE track_sources SET status = 'cached', local_file_path = '/cache/copied'
      WHERE server_file_id = 'copied'
      """)

    try await library.store.removeSource(home, keepFiles: false)
    try await library.store.finishRemoval(of: home)
    #expect(try await library.store.sources().map(\.id) == [Source.localID, other])
    var filter = TrackFilter()
    filter.order = .added
    #expect(Set(try await library.store.tracks(filter).items.map(\.title)) == ["local", "Title shared"])
    #expect(try await library.store.track(shared.id)?.availabilities.map(\.source) == [other])
    #expect(try await library.store.playlists().total == 0)
    #expect(try await library.store.syncState(of: home) == SyncState())
    #expect(try await library.inconsistencies() == [])
    // The name and the account are free again, the id is not.
    #expect(try await library.server("Home") > other)
  }

  @Test func keptFilesAreThisDevicesOwn() async throws {
    let home = try await library.server()
    try await library.syncAll([TestLibrary.track("copied"), TestLibrary.track("streamed")], to: home)
    let copied = try await library.track("copied", of: home)
    try await library.store.recordPlay(of: copied.id, at: 100)
    try await library.execute(
      """
      UPDATE track_sources SET status = 'cached', local_file_path = '/cache/copied'
      WHERE server_file_id = 'copied'
      """)
    try await library.store.removeSource(home, keepFiles: true)
    try await library.store.finishRemoval(of: home)
    let track = try #require(try await library.store.tracks().items.first)
    #expect(try await library.store.totals() == LibraryTotals(tracks: 1, available: 1))
    #expect(track.id == copied.id)
    #expect(track.playCount == 1)
    #expect(
      track.availabilities == [
        Availability(source: Source.localID, status: .localFile, path: "/cache/copied")
      ])
    #expect(try await library.inconsistencies() == [])
  }

  @Test func thisDeviceIsNeverRemoved() async throws {
    try await library.add("/m/a", content: 1)
    await #expect {
      try await library.store.removeSource(Source.localID, keepFiles: false)
    } throws: { if case LibraryError.conflict = $0 { true } else { false } }
    await #expect(throws: LibraryError.notFound("source 9")) {
      try await library.store.removeSource(Source.ID(rawValue: 9), keepFiles: false)
    }
    #expect(try await library.store.totals().tracks == 1)
  }

  @Test func aRemovalThatWasKilledGoesOn() async throws {
    let home = try await library.server()
    try await library.syncAll((0..<50).map { TestLibrary.track("\($0)") }, to: home)
    try await library.execute("UPDATE sources SET removed_at = 1 WHERE id = \(home)")
    #expect(try await library.store.sources().map(\.id) == [Source.localID])
    await #expect(throws: LibraryError.notFound("source \(home)")) {
      try await library.sync([TestLibrary.track("late")], to: home)
    }
    try await library.store.resumeRemovals()
    #expect(try await library.number("SELECT count(*) FROM sources") == 1)
    #expect(try await library.store.totals().tracks == 0)
    #expect(try await library.inconsistencies() == [])
  }

  @Test func aRemovalStopsBeforeTheLibraryCloses() async throws {
    let home = try await library.server()
    try await library.syncAll((0..<50).map { TestLibrary.track("\($0)") }, to: home)
    try await library.store.removeSource(home, keepFiles: false)
    library.store.prepareToClose()
    await #expect(throws: LibraryError.cancelled) { try await library.store.finishRemoval(of: home) }
    // What has to be saved at the end still is.
    try await library.store.set("kept", for: .signedInSources)
    #expect(try await library.number("SELECT count(*) FROM track_sources") == 50)
    try library.store.close()
    let again = try LibraryStore.open(
      at: library.path, coversDirectory: library.store.coversDirectory)
    try await again.resumeRemovals()
    #expect(try await again.totals().tracks == 0)
    #expect(try await again.setting(.signedInSources) == "kept")
  }

  @Test func whatIsToBeRememberedIsKeptWithTheRemoval() async throws {
    let home = try await library.server()
    await #expect(throws: LibraryError.notFound("source 9")) {
      try await library.store.removeSource(
        Source.ID(rawValue: 9), keepFiles: false, settings: [.tokensToDelete: "9"])
    }
    #expect(try await library.store.setting(.tokensToDelete) == nil)
    try await library.store.removeSource(
      home, keepFiles: false, settings: [.tokensToDelete: "\(home)", .signedInSources: ""])
    #expect(try await library.store.setting(.tokensToDelete) == "\(home)")
    #expect(try await library.store.setting(.signedInSources) == "")
  }

  @Test func everyChangeIsAnnounced() async throws {
    var changes = library.store.changes().makeAsyncIterator()
    let id = try await library.server()
    guard case .sources(let added) = await changes.next() else { throw LibraryError.notFound("announcement") }
    #expect(added.map(\.source.name) == ["Local Files", "Home"])
    try await library.store.setActive(id)
    guard case .sources(let active) = await changes.next() else {
      throw LibraryError.notFound("announcement")
    }
    #expect(active.last?.source.isActive == true)
  }
}
