import Model
import Testing

@testable import Library

/// Tracks that servers have too: whether one is online is said in one place, and totals and badges follow.
@Suite struct AvailabilityTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func badges() async throws -> [Badge] {
    try await library.store.tracks().items.sorted { $0.id < $1.id }.map(\.badge)
  }

  private func count(_ badge: Badge) async throws -> Int {
    var filter = TrackFilter()
    filter.badge = badge
    return try await library.store.tracks(filter).total
  }

  @Test func aStreamIsThereWhileOneOfItsServersIsOnline() async throws {
    let a = try await library.add("/m/a", content: 1).id
    let b = try await library.add("/m/b", content: 2).id
    let first = try await library.addServer(online: true, streams: [a, b])
    try await library.store.apply(ScanBatch(vanished: ["/m/a"]))
    #expect(try await badges() == [.server, .local])
    #expect(try await library.store.totals() == LibraryTotals(tracks: 2, available: 2))
    #expect(try await count(.server) == 1)

    try await library.execute("UPDATE sources SET is_online = 0 WHERE id = \(first)")
    #expect(try await badges() == [.offline, .local])
    #expect(try await library.store.totals() == LibraryTotals(tracks: 2, available: 1))
    #expect(try await count(.offline) == 1)

    let second = try await library.addServer(online: true, streams: [a])
    #expect(try await badges() == [.server, .local])
    #expect(
      try await library.titles {
        $0.source = second; $0.badge = .server
      } == ["a"])
    #expect(try await library.titles { $0.source = first }.count == 2)
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])

    try await library.execute("DELETE FROM track_sources WHERE source_id = \(second)")
    #expect(try await badges() == [.offline, .local])
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  @Test func aCachedCopyIsBetterThanAStreamAndALocalFileBetterThanBoth() async throws {
    let a = try await library.add("/m/a", content: 1).id
    let server = try await library.addServer(online: false, streams: [a])
    try await library.execute(
      "UPDATE track_sources SET status = 'cached', local_file_path = '/cache/a' WHERE source_id = \(server)")
    #expect(try await badges() == [.local])
    try await library.store.apply(ScanBatch(vanished: ["/m/a"]))
    #expect(try await badges() == [.cached])
    #expect(try await count(.cached) == 1)
    #expect(try await library.store.totals().available == 1)
    #expect(try await library.store.fileFacts(below: "/cache").isEmpty)
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }
}
