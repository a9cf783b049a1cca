import Foundation
import Library
import Model
import Scan
import TestKit

/// A library, a folder of music and a scanner, all in a folder of the test's own.
struct ScanFixture {
  let folder: TemporaryFolder
  let store: LibraryStore
  let scanner: FolderScanner

  init() throws {
    folder = try TemporaryFolder()
    let covers = folder.path + "/cache/covers"
    store = try LibraryStore.open(at: folder.path + "/data/library.db", coversDirectory: covers)
    scanner = FolderScanner(store: store, coversDirectory: covers)
    try FileManager.default.createDirectory(atPath: music, withIntermediateDirectories: true)
  }

  var music: String { folder.path + "/music" }
  var covers: String { folder.path + "/cache/covers" }

  /// A tone below the music folder.
  @discardableResult
  func tone(_ name: String, title: String, frequency: Int = 440, album: String = "Album") async throws
    -> String
  {
    let path = try folder.path(of: "music/" + name)
    try await ToneFile.make(
      at: path, seconds: 0.2, frequency: frequency,
      tags: ["title": title, "artist": "Artist", "album": album])
    return path
  }

  func scan() async throws -> ScanReport {
    try await scanner.scan(folders: [music])
  }

  func tracks() async throws -> [Track] {
    try await store.tracks(TrackFilter()).items
  }

  func track(titled title: String) async throws -> Track? {
    try await tracks().first { $0.title == title }
  }

  func coverFiles() throws -> [String] {
    guard FileManager.default.fileExists(atPath: covers) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: covers).sorted()
  }

  func move(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: "\(music)/\(name)", toPath: folder.path(of: "music/" + other))
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(music)/\(name)")
  }
}

extension ScanReport {
  /// Added, updated, renamed, returned, unavailable, unchanged.
  var counts: [Int] { [added, updated, renamed, returned, unavailable, unchanged] }
}
