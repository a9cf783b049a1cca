import Foundation
import GRDB
import Model
import Schema
import TestKit
import Testing

@testable import Library

@Suite struct OpeningTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/data/soul-player/library.db"
  }

  private func open() throws(LibraryError) -> LibraryStore {
    try LibraryStore.open(at: path, coversDirectory: folder.path, patience: 0)
  }

  private func permissions(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  private func bytes() throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Bytes; none where there is no log.
  private func logLength() throws -> Int {
    guard FileManager.default.fileExists(atPath: path + "-wal") else { return 0 }
    return try Data(contentsOf: URL(fileURLWithPath: path + "-wal")).count
  }

  /// Writes to a closed library as another program would, and leaves no log beside it.
  private func change(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE; \(sql)") }
    try queue.close()
  }

  @Test func aNewLibraryIsTheUsersAlone() async throws {
    let store = try open()
    #expect(try permissions(path) == 0o600)
    #expect(try permissions(path + "-wal") == 0o600)
    #expect(try permissions((path as NSString).deletingLastPathComponent) == 0o700)
    #expect(try await store.totals() == LibraryTotals(tracks: 0, available: 0))
    #expect(try await store.sources().map(\.kind) == [.local])
    try store.close()
  }

  @Test func whatWasWrittenIsThereAgain() async throws {
    let first = try open()
    try await first.addFolder("/music")
    try first.close()
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    let second = try open()
    #expect(try await second.folders().map(\.path) == ["/music"])
    try second.close()
  }

  @Test func closingEmptiesTheLogAlsoAfterReads() async throws {
    let first = try open()
    try await first.addFolder("/music")
    #expect(try await first.folders().count == 1)
    #expect(try logLength() > 0)
    try first.close()
    #expect(try logLength() == 0)
    let second = try open()
    #expect(try await second.folders().map(\.path) == ["/music"])
    try second.close()
  }

  /// The patience with others is for writing: who ends has no time for it.
  @Test(.timeLimit(.minutes(1))) func closingDoesNotWaitForAnotherThatReads() async throws {
    let first = try LibraryStore.open(at: path, coversDirectory: folder.path, patience: 3_600)
    try await first.addFolder("/music")
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try await other.writeWithoutTransaction { database in
      try database.beginTransaction(.deferred)
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM library_folders") == 1)
    }
    try await first.addFolder("/more")
    try first.close()
    #expect(try logLength() > 0)
    try await other.writeWithoutTransaction { database in
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM library_folders") == 1)
      try database.rollback()
    }
    try other.close()
    let second = try open()
    #expect(try await second.folders().map(\.path) == ["/more", "/music"])
    try second.close()
  }

  @Test(.timeLimit(.minutes(1))) func aPipeInItsPlaceIsRefusedAtOnce() throws {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: LibraryError.notOpenable(path: path, reason: "it is not a regular file")) {
      try open().close()
    }
  }

  /// The kernel's file of this process' memory: it can be opened, root or not, but nobody can read its beginning.
  @Test func whatCannotBeReadIsNamedWithTheSystemsReason() {
    let path = "/proc/self/mem"
    #expect(throws: LibraryError.notOpenable(path: path, reason: "Input/output error")) {
      try LibraryStore.open(at: path, coversDirectory: folder.path + "/covers")
    }
  }

  @Test func migrationsAreNumberedWithoutAGapAndKnownByTheFile() throws {
    #expect(Migration.player.map(\.version) == Array(1...Migration.player.count))
    try open().close()
    let header = try bytes()
    #expect(Array(header[60..<64]) == [0, 0, 0, UInt8(Migration.player.count)])
    #expect(Array(header[68..<72]) == Array("Soul".utf8))
  }

  @Test func whatAnEarlierLibraryHoldsIsBroughtInStep() async throws {
    try open().close()
    try FileManager.default.removeItem(atPath: path)
    let earlier = Migration.player.prefix(2).map(\.sql).joined() + "PRAGMA user_version = 2;"
    let discs: [Int?] = [2, nil, 1]
    let rows = discs.enumerated().map { index, disc in
      """
      INSERT INTO tracks (title, disc_number, origin_source_id, sort_title, sort_artist, sort_album, place_id)
        VALUES ('\(index)', \(disc.map(String.init) ?? "NULL"), 1, '', '', '', 3);
      INSERT INTO track_sources (track_id, source_id, status, local_file_path)
        VALUES (\(index + 1), 1, '\(index == 0 ? "unavailable" : "local_file")', '/m/\(index)');
      """
    }
    try change(earlier + rows.joined())
    let store = try open()
    #expect(try await store.tracks().items.map(\.title) == ["1", "2", "0"])
    #expect(try await store.sourceDetails().map(\.trackCount) == [2])
    #expect(try await TestLibrary.inconsistencies(of: store) == [])
    try store.close()
  }

  @Test func aNewerLibraryIsRefusedAndNotTouched() throws {
    try open().close()
    try change("PRAGMA user_version = 99")
    let before = try bytes()
    #expect(throws: LibraryError.newer(path: path, found: 99, known: Migration.player.count)) { try open() }
    #expect(try bytes() == before)
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
  }

  @Test(arguments: [99, -1]) func aNewerSchemaThatIsStillInTheLogIsRefused(version: Int) async throws {
    let store = try open()
    try await store.pool.write { try $0.execute(sql: "PRAGMA user_version = \(version)") }
    let copy = folder.path + "/copy.db"
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
    }
    #expect(throws: LibraryError.newer(path: copy, found: version, known: Migration.player.count)) {
      try LibraryStore.open(at: copy, coversDirectory: folder.path)
    }
    try store.close()
  }

  @Test func whatIsNoLibraryIsRefusedAndNotTouched() throws {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    for content in ["My notes", String(repeating: "My notes. ", count: 1_000)] {
      try Data(content.utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: LibraryError.damaged(path: path, reason: "it is not an SQLite database")) { try open() }
      #expect(try bytes() == Data(content.utf8))
    }
  }

  @Test func theDatabaseOfAnotherProgramIsRefusedAndNotTouched() throws {
    try open().close()
    for sql in ["PRAGMA application_id = 7", "PRAGMA application_id = 0; PRAGMA user_version = 0"] {
      try change(sql)
      let before = try bytes()
      #expect(throws: LibraryError.damaged(path: path, reason: "it is the database of another program")) {
        try open()
      }
      #expect(try bytes() == before)
    }
  }

  @Test func aFileWithoutItsEndIsRefusedAndNotTouched() throws {
    try open().close()
    let whole = try bytes()
    for length in [150, 5_000, whole.count / 2, whole.count - 1] {
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      #expect { try open() } throws: { error in
        if case LibraryError.damaged = error { true } else { false }
      }
      #expect(try bytes() == whole.prefix(length))
    }
  }

  @Test func aBrokenSchemaIsNamedAsDamage() throws {
    try open().close()
    var broken = try bytes()
    // The first page's b-tree is the schema.
    broken.replaceSubrange(100..<4_000, with: Data(repeating: 0x5A, count: 3_900))
    try broken.write(to: URL(fileURLWithPath: path))
    #expect { try open() } throws: { error in
      if case LibraryError.damaged = error { true } else { false }
    }
  }

  @Test func aFolderInItsPlaceCanNotBeOpened() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #expect { try open() } throws: { error in
      if case LibraryError.notOpenable = error { true } else { false }
    }
  }

  @Test func aPathBelowAFileCanNotBeMade() throws {
    let file = try folder.write([1], to: "file")
    let path = file + "/below/deeper/library.db"
    let reason = "its folder can't be made: Not a directory"
    #expect(throws: LibraryError.notOpenable(path: path, reason: reason)) {
      try LibraryStore.open(at: path, coversDirectory: "/")
    }
  }

  @Test func aLibraryThatAnotherProcessHoldsIsNamedLocked() throws {
    try open().close()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE") }
    #expect(throws: LibraryError.locked(path: path)) { try open() }
    try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
  }

  @Test func everyErrorIsASentence() {
    let errors: [LibraryError] = [
      .newer(path: "/l", found: 2, known: 1), .damaged(path: "/l", reason: "r"),
      .notOpenable(path: "/l", reason: "r"), .storageFull(path: "/l"), .readOnly(path: "/l"),
      .locked(path: "/l"), .cancelled, .notFound("folder /x"), .failed(action: "list tracks", reason: "r"),
    ]
    for error in errors {
      #expect(error.message.hasSuffix("."))
      #expect(error.description == error.message)
    }
  }
}
