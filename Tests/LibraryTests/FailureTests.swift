import Foundation
import GRDB
import Model
import TestKit
import Testing

@testable import Library

/// What the disk and other programs do to the library.
@Suite struct FailureTests {
  private let library: TestLibrary

  init() throws {
    library = try TestLibrary()
  }

  private func batch(_ range: Range<Int>) throws -> ScanBatch {
    ScanBatch(
      scanned: try range.map { index in
        try TestLibrary.file("/m/\(index)", content: UInt8(index % 250), inode: UInt64(index)) {
          $0.title = "Title \(index)"
          $0.artists = ["Artist \(index / 10)"]
          $0.album = "Album \(index / 10)"
        }
      })
  }

  @Test func aFullDiskLosesOnlyTheBatchThatDidNotFit() async throws {
    try await library.store.apply(batch(0..<50))
    let before = try await library.store.tracks()
    try await library.store.pool.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 4)")
    }
    await #expect(throws: LibraryError.storageFull(path: library.path)) {
      try await library.store.apply(batch(50..<2_000))
    }
    #expect(try await library.store.tracks() == before)
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
    try await library.store.pool.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA max_page_count = 1000000")
    }
    #expect(try await library.store.apply(batch(50..<2_000)).added == 1_950)
    #expect(try await TestLibrary.inconsistencies(of: library.store) == [])
  }

  @Test func aLibraryThatTakesNoWritesSaysSo() async throws {
    try await library.store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
    await #expect(throws: LibraryError.readOnly(path: library.path)) {
      try await library.store.apply(batch(0..<1))
    }
    #expect(try await library.store.totals().tracks == 0)
  }

  @Test func anotherWriterIsNamedAndReadersGoOn() async throws {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: library.path, configuration: configuration)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    await #expect(throws: LibraryError.locked(path: library.path)) {
      try await library.store.apply(batch(0..<1))
    }
    #expect(try await library.store.totals().tracks == 0)
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(try await library.store.apply(batch(0..<1)).added == 1)
  }

  /// A kill leaves the file and as much of its log as was written: here every part of it in turn.
  @Test func aKillAtAnyByteLeavesWholeBatches() async throws {
    for start in stride(from: 0, to: 60, by: 20) {
      try await library.store.apply(batch(start..<start + 20))
    }
    let file = try Data(contentsOf: URL(fileURLWithPath: library.path))
    let log = try Data(contentsOf: URL(fileURLWithPath: library.path + "-wal"))
    let copy = URL(fileURLWithPath: library.folder.path + "/killed.db")
    var seen: Set<Int> = []
    for part in 0...40 {
      let length = part == 40 ? log.count : log.count * part / 40 - (part % 3) * 7
      try file.write(to: copy)
      try log.prefix(max(0, length)).write(to: URL(fileURLWithPath: copy.path + "-wal"))
      let store = try LibraryStore.open(at: copy.path, coversDirectory: "/")
      let count = try await store.totals().tracks
      seen.insert(count)
      #expect(try await store.tracks().total == count)
      #expect(try await TestLibrary.inconsistencies(of: store) == [])
      try store.close()
    }
    #expect(seen == [0, 20, 40, 60])
  }

  @Test func aWriteIsNotTornByCancellation() async throws {
    let batch = try batch(0..<500)
    let store = library.store
    let task = Task { try await store.apply(batch) }
    task.cancel()
    #expect(try await task.value.added == 500)
    #expect(try await store.totals().tracks == 500)
  }

  @Test func aReadOfACancelledTaskIsNamedSo() async throws {
    let store = library.store
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await store.tracks()
    }
    await #expect(throws: LibraryError.cancelled) { try await task.value }
  }

  @Test func aClosedLibraryAnswersWithAnError() async throws {
    try library.store.close()
    await #expect(throws: LibraryError.self) { try await library.store.totals() }
    await #expect(throws: LibraryError.self) { try await library.store.addFolder("/m") }
  }

  @Test func damageThatShowsLaterIsNamed() async throws {
    try await library.store.apply(batch(0..<2_000))
    try library.store.close()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: library.path))
    let start = bytes.count / 4
    bytes.replaceSubrange(
      start..<bytes.count - 4_096, with: Data(repeating: 0xA5, count: bytes.count - 4_096 - start))
    try bytes.write(to: URL(fileURLWithPath: library.path))
    let store = try LibraryStore.open(at: library.path, coversDirectory: "/")
    await #expect {
      var filter = TrackFilter()
      filter.limit = 1_000
      _ = try await store.tracks(filter)
    } throws: { error in
      if case LibraryError.damaged = error { true } else { false }
    }
    try store.close()
  }
}
