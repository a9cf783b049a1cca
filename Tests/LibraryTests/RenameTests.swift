import Model
import Testing

@testable import Library

@Suite struct RenameTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func id(_ path: String) async throws -> Track.ID {
    try await library.only(at: path).id
  }

  @Test func aFileThatIsElsewhereIsTheSameTrack() async throws {
    let before = try await library.add("/m/a", content: 1) { $0.title = "T" }
    let outcome = try await library.store.apply(
      ScanBatch(vanished: ["/m/a"], scanned: [TestLibrary.file("/m/b", content: 1) { $0.title = "T" }]))
    var expected = ScanOutcome()
    expected.renamed = 1
    #expect(outcome == expected)
    #expect(try await id("/m/b") == before.id)
    #expect(try await library.store.totals() == LibraryTotals(tracks: 1, available: 1))
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  @Test func theOldPathMayBeLongGone() async throws {
    let before = try await library.add("/disk/a", content: 1)
    try await library.store.apply(ScanBatch(vanished: ["/disk/a"]))
    let outcome = try await library.store.apply(ScanBatch(scanned: [TestLibrary.file("/home/b", content: 1)]))
    #expect(outcome.renamed == 1)
    #expect(outcome.unavailable == 0)
    #expect(try await id("/home/b") == before.id)
  }

  @Test func aCopyIsNoRename() async throws {
    let before = try await library.add("/m/a", content: 1)
    let outcome = try await library.store.apply(ScanBatch(scanned: [TestLibrary.file("/m/b", content: 1)]))
    #expect(outcome.added == 1)
    #expect(try await id("/m/a") == before.id)
  }

  @Test func otherBytesAreNoRename() async throws {
    try await library.add("/m/a", content: 1)
    let outcome = try await library.store.apply(
      ScanBatch(vanished: ["/m/a"], scanned: [TestLibrary.file("/m/b", content: 2)]))
    #expect(outcome.added == 1)
    #expect(outcome.unavailable == 1)
  }

  @Test func theInodeThenTheNameDecideAmongSeveral() async throws {
    try await library.store.apply(
      ScanBatch(scanned: [
        TestLibrary.file("/m/1/x", content: 1, inode: 11), TestLibrary.file("/m/2/y", content: 1, inode: 12),
        TestLibrary.file("/m/3/z", content: 1, inode: 13),
      ]))
    let ids = try await [id("/m/1/x"), id("/m/2/y"), id("/m/3/z")]
    try await library.store.apply(
      ScanBatch(
        vanished: ["/m/1/x", "/m/2/y", "/m/3/z"],
        scanned: [
          TestLibrary.file("/n/other", content: 1, inode: 13),
          TestLibrary.file("/n/y", content: 1, inode: 99),
          TestLibrary.file("/n/rest", content: 1, inode: 98),
        ]))
    #expect(try await [id("/n/rest"), id("/n/y"), id("/n/other")] == ids)
  }

  @Test func filesThatSwapTheirNamesKeepTheirTracks() async throws {
    let a = try await library.add("/m/a", content: 1).id
    let b = try await library.add("/m/b", content: 2).id
    let outcome = try await library.store.apply(
      ScanBatch(scanned: [TestLibrary.file("/m/a", content: 2), TestLibrary.file("/m/b", content: 1)]))
    #expect(outcome.renamed == 2)
    #expect(try await id("/m/b") == a)
    #expect(try await id("/m/a") == b)
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  /// 01 → 02, 02 → 03, and something new at 01.
  @Test func renumberedFilesKeepTheirTracks() async throws {
    let first = try await library.add("/m/01", content: 1).id
    let second = try await library.add("/m/02", content: 2).id
    let outcome = try await library.store.apply(
      ScanBatch(scanned: [
        TestLibrary.file("/m/01", content: 9), TestLibrary.file("/m/02", content: 1),
        TestLibrary.file("/m/03", content: 2),
      ]))
    #expect(outcome.renamed == 2)
    #expect(outcome.added == 1)
    #expect(try await id("/m/02") == first)
    #expect(try await id("/m/03") == second)
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  /// A gone file with the same bytes must not take the place of one that merely changed.
  @Test func aFileThatChangesIntoAGoneOnesBytesStaysItself() async throws {
    let gone = try await library.add("/m/gone", content: 1).id
    let changed = try await library.add("/m/changed", content: 2).id
    let outcome = try await library.store.apply(
      ScanBatch(vanished: ["/m/gone"], scanned: [TestLibrary.file("/m/changed", content: 1)]))
    #expect(outcome.updated == 1)
    #expect(outcome.unavailable == 1)
    #expect(try await id("/m/changed") == changed)
    #expect(try await library.store.track(gone)?.badge == .offline)
  }

  /// Both copies of a file are gone from their paths, but only one of them is somewhere else.
  @Test func aDisplacedFileWithoutAPlaceStaysAsUnavailable() async throws {
    let a = try await library.add("/m/a", content: 1).id
    let b = try await library.add("/m/b", content: 1).id
    let outcome = try await library.store.apply(
      ScanBatch(scanned: [
        TestLibrary.file("/m/a", content: 8), TestLibrary.file("/m/b", content: 9),
        TestLibrary.file("/m/c", content: 1),
      ]))
    #expect(outcome.renamed == 1)
    #expect(outcome.added == 2)
    #expect(outcome.unavailable == 1)
    #expect(try await id("/m/c") == a)
    #expect(try await library.store.track(b)?.availabilities.map(\.status) == [.unavailable])
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }
}
